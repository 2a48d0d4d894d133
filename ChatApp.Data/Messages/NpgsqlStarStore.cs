using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Stars;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Keeps which messages people keep, in plain SQL: each page joins the log.</summary>
internal sealed class NpgsqlStarStore(NpgsqlDataSource database) : IStarStore
{
    // The no-op update answers whether the message is there, also when it was starred before.
    private const string AddSql = $"""
        insert into message_stars (user_id, conversation_id, sequence, starred_at)
        select $1, m.conversation_id, m.sequence, $4 from messages m
        where m.conversation_id = $2 and m.sequence = $3 and m.state = 0 and {HiddenSql.NotHidden}
        on conflict (user_id, conversation_id, sequence) do update set starred_at = message_stars.starred_at
        """;

    private const string RemoveSql = "delete from message_stars where user_id = $1 and conversation_id = $2 and sequence = $3";

    // What a person may see is judged for each star: conversations were left, joined again or cleared since.
    private const string ListSql = $"""
        select {MessageColumns.Select}, s.id, s.starred_at
        from message_stars s
        join messages m on m.conversation_id = s.conversation_id and m.sequence = s.sequence
        join conversations c on c.id = s.conversation_id
        join conversation_members v on v.conversation_id = s.conversation_id and v.user_id = s.user_id
        where s.user_id = $1 and s.id < $2
            and s.sequence > v.cleared_sequence and {HiddenSql.NotHidden}
            and ((s.sequence > v.joined_sequence and (v.left_sequence is null or s.sequence <= v.left_sequence))
                or exists (
                    select from membership_intervals i
                    where i.conversation_id = s.conversation_id and i.user_id = s.user_id and s.sequence between i.from_sequence and i.to_sequence))
        order by s.id desc
        limit $3
        """;

    public async Task<bool> AddAsync(Membership member, long sequence, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(AddSql, member, sequence);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<bool> RemoveAsync(Membership member, long sequence, CancellationToken cancellationToken)
    {
        await using var command = Command(RemoveSql, member, sequence);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<Star>> ListAsync(UserId user, long before, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ListSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var stars = new List<Star>();
        while (await row.ReadAsync(cancellationToken))
        {
            stars.Add(new Star(
                row.GetInt64(MessageColumns.Count), MessageColumns.Read(row), row.GetFieldValue<DateTimeOffset>(MessageColumns.Count + 1)));
        }

        return stars;
    }

    private NpgsqlCommand Command(string sql, Membership member, long sequence)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = member.User.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = member.Conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = sequence });
        return command;
    }
}
