using ChatApp.Checker.Clients;
using Npgsql;

namespace ChatApp.Checker.Judging;

/// <summary>Reads the database's own word at the end, past all of the product's code.</summary>
internal sealed class StoredReader(string connectionString)
{
    private static readonly string OfThisRun = $"(c.type = 1 or c.line = {Place.SingleLine})";

    public async Task<StoredState> ReadAsync(
        IReadOnlySet<string> conversations, IReadOnlyDictionary<string, IReadOnlyList<(Place Place, long Unread)>> told, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var messages = await ReadAsync(
            database,
            "select c.target, m.sequence, m.id, m.sender_id, m.client_id from messages m join conversations c on c.id = m.conversation_id where " + OfThisRun,
            row => new StoredMessage(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetGuid(4)),
            cancellationToken);
        var stretches = await ReadAsync(
            database,
            $"""
            select c.target, i.user_id, i.from_sequence, i.to_sequence
            from membership_intervals i join conversations c on c.id = i.conversation_id where {OfThisRun}
            union all
            select c.target, m.user_id, m.joined_sequence + 1, m.left_sequence
            from conversation_members m join conversations c on c.id = m.conversation_id where {OfThisRun}
            """,
            row => new StoredStretch(row.GetString(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3)),
            cancellationToken);

        // Counted one by one, where the product subtracts.
        var counted = await ReadAsync(
            database,
            $"""
            select m.user_id, c.target, count(x.sequence)
            from conversation_members m
            join conversations c on c.id = m.conversation_id
            left join messages x on x.conversation_id = c.id and x.sequence > m.read_sequence and x.sequence > m.joined_sequence and x.sequence > m.cleared_sequence
            where m.left_sequence is null and {OfThisRun}
            group by 1, 2
            """,
            row => (User: row.GetString(0), Conversation: row.GetString(1), Count: row.GetInt64(2)),
            cancellationToken);
        return new StoredState(
            [.. messages.Where(message => conversations.Contains(message.Conversation))],
            [.. stretches.Where(stretch => conversations.Contains(stretch.Conversation))],
            [.. counted.Where(count => conversations.Contains(count.Conversation) && told.ContainsKey(count.User)).Select(count => new UnreadCount(
                count.User, count.Conversation, Told(told[count.User], count.User, count.Conversation), count.Count))]);
    }

    private static long Told(IReadOnlyList<(Place Place, long Unread)> list, string user, string conversation)
        => list.Where(row => row.Place.SharedBy(user) == conversation).Select(row => row.Unread).DefaultIfEmpty(-1).First();

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(read(row));
        }

        return rows;
    }
}
