using ChatApp.Core.Messages;
using Npgsql;
using NpgsqlTypes;

namespace ChatApp.Data.Seeding;

/// <summary>Writes one lane's share of the load test's messages by COPY, and the heads and marks that belong to them, in one transaction.</summary>
/// <param name="conversations">The lane's conversations and their ids.</param>
/// <param name="schedule">When each message is sent.</param>
internal sealed class LoadMessages(IReadOnlyList<(long Id, LoadConversation Conversation)> conversations, LoadSchedule schedule)
{
    private const string CopySql = """
        copy messages (conversation_id, sequence, id, sender_id, client_id, kind, text, sent_at) from stdin (format binary)
        """;

    private const string HeadsSql = """
        update conversations c set last_sequence = head.sequence, last_message_at = head.sent_at
        from unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) as head (id, sequence, sent_at)
        where c.id = head.id
        """;

    // Everybody has read a group; in a single chat whoever did not write last has read up to what they wrote.
    private const string MarksSql = """
        update conversation_members m set read_sequence = mark.sequence, delivered_sequence = mark.last
        from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) as mark (conversation_id, user_id, sequence, last)
        where m.conversation_id = mark.conversation_id and m.user_id = mark.user_id
        """;

    private const string GroupMarksSql = """
        update conversation_members m set read_sequence = c.last_sequence, delivered_sequence = c.last_sequence
        from conversations c where c.id = m.conversation_id and c.id = any($1)
        """;

    // Of a thousand messages this many go to each group of a lane, so that the usual conversation stays a single chat.
    private const int ToGroupsOfThousand = 10;

    private readonly long[] _last = new long[conversations.Count];
    private readonly DateTimeOffset[] _lastAt = new DateTimeOffset[conversations.Count];
    private readonly Dictionary<(int Place, int Person), long> _lastOf = [];

    public async Task WriteAsync(NpgsqlDataSource database, int lane, int lanes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CopyAsync(connection, lane, lanes, cancellationToken);
        await MarkAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task CopyAsync(NpgsqlConnection connection, int lane, int lanes, CancellationToken cancellationToken)
    {
        var random = 88_172_645_463_325_252UL + (ulong)lane;
        var groups = conversations.Count(entry => entry.Conversation.Members > 2);
        var singles = conversations.Count - groups;
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellationToken);
        copy.Timeout = TimeSpan.FromHours(1);
        for (var i = (long)lane; i < schedule.Messages; i += lanes)
        {
            var isGroup = LoadWords.Next(ref random, 1_000) < ToGroupsOfThousand * groups;
            var place = isGroup ? singles + LoadWords.Next(ref random, groups) : LoadWords.Next(ref random, singles);
            var (id, conversation) = conversations[place];
            var person = conversation.First + LoadWords.Next(ref random, conversation.Members);
            var sentAt = schedule.TimeOf(i);
            _last[place]++;
            _lastAt[place] = sentAt;
            if (!isGroup)
            {
                _lastOf[(place, person)] = _last[place];
            }

            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(id, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(_last[place], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(schedule.IdOf(i).Value, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(LoadConversation.NameOf(person), NpgsqlDbType.Varchar, cancellationToken);
            await copy.WriteAsync(ClientId(i), NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync((short)MessageKind.Text, NpgsqlDbType.Smallint, cancellationToken);
            await copy.WriteAsync(LoadWords.Text(ref random), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(sentAt, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task MarkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        int[] written = [.. Enumerable.Range(0, conversations.Count).Where(place => _last[place] > 0)];
        var ids = written.Select(place => conversations[place].Id).ToArray();
        await RunAsync(
            connection, HeadsSql, cancellationToken, ids, written.Select(place => _last[place]).ToArray(), written.Select(place => _lastAt[place]).ToArray());
        await RunAsync(
            connection,
            MarksSql,
            cancellationToken,
            _lastOf.Select(mark => conversations[mark.Key.Place].Id).ToArray(),
            _lastOf.Select(mark => LoadConversation.NameOf(mark.Key.Person)).ToArray(),
            _lastOf.Values.ToArray(),
            _lastOf.Select(mark => _last[mark.Key.Place]).ToArray());
        await RunAsync(connection, GroupMarksSql, cancellationToken, written.Where(place => conversations[place].Conversation.Members > 2).Select(place => conversations[place].Id).ToArray());
    }

    // Repeatable, and never one that a client makes: those have a version, and this has none.
    private static Guid ClientId(long number) => new((int)(number >> 32), (short)(number >> 16), (short)number, new byte[8]);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
