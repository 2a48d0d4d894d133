using System.Diagnostics.CodeAnalysis;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>
/// Writes a batch in one round trip: locks the conversations, gives sequences, inserts, moves heads and marks, and commits. Prepared once
/// for its connection. It takes for granted what nearly always holds, that no client id is used again; when one is, the database refuses
/// the whole batch by its unique index, and <see cref="BatchWriter"/> writes it carefully instead.
/// </summary>
internal sealed class AppendCommand : IAsyncDisposable
{
    // In the order of ids, so that two writers that share conversations can never wait for each other in a circle. A statement of its
    // own: the next one must not see the tables as they were before the lock.
    private const string LockSql = "select count(*) from (select 1 from conversations where id = any($1) order by id for update) locked";

    private const string AppendSql = """
        with new as (
            insert into messages (conversation_id, sequence, id, sender_id, client_id, kind, text, payload, mentions, reply_to, wire_type, sent_at)
            select i.conversation_id, c.last_sequence + row_number() over (partition by i.conversation_id order by i.place),
                i.id, i.sender_id, i.client_id, i.kind, i.text, i.payload::json, string_to_array(i.mentions, ' '), i.reply_to, i.wire_type, $11
            from unnest($1::bigint[], $2::text[], $3::uuid[], $4::bigint[], $5::smallint[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::integer[])
                with ordinality as i (conversation_id, sender_id, client_id, id, kind, text, payload, mentions, reply_to, wire_type, place)
            join conversations c on c.id = i.conversation_id
            join conversation_members m on m.conversation_id = i.conversation_id and m.user_id = i.sender_id and m.left_sequence is null
                and (m.muted_until is null or m.muted_until <= $11) and (not c.muted_for_all or m.role > 0 or i.kind = $12)
            returning conversation_id, sequence, id, sender_id, mentions),
        heads as (
            update conversations c
            set last_sequence = head.sequence, last_message_at = $11,
                everyone_mentioned_sequence = greatest(c.everyone_mentioned_sequence, head.everyone)
            from (
                select conversation_id, max(sequence) as sequence, max(sequence) filter (where mentions = array['*']) as everyone
                from new group by conversation_id) head
            where c.id = head.conversation_id),
        marks as (
            update conversation_members m
            set read_sequence = greatest(m.read_sequence, mark.sequence)
            from (select conversation_id, sender_id, max(sequence) as sequence from new group by conversation_id, sender_id) mark
            where m.conversation_id = mark.conversation_id and m.user_id = mark.sender_id)
        select id, sequence from new
        """;

    // A statement of its own, because one statement moves a member's row only once, and a sender may be mentioned in the same batch.
    private const string MentionsSql = """
        update conversation_members m
        set mentioned_sequence = greatest(m.mentioned_sequence, mark.sequence)
        from (
            select n.conversation_id, i.user_id, max(n.sequence) as sequence
            from unnest($1::bigint[], $2::text[], $3::uuid[], $4::text[]) as i (conversation_id, sender_id, client_id, user_id)
            join messages n using (conversation_id, sender_id, client_id)
            group by n.conversation_id, i.user_id) mark
        where m.conversation_id = mark.conversation_id and m.user_id = mark.user_id
        """;

    private readonly AppendColumns _columns;
    private readonly NpgsqlBatch _batch;
    private readonly NpgsqlParameter<DateTimeOffset> _now = new();

    private AppendCommand(NpgsqlConnection connection, AppendColumns columns, bool mentions)
    {
        _columns = columns;
        _batch = new NpgsqlBatch(connection);
        Add(LockSql, Column(columns.Locked));
        Add(
            AppendSql,
            Column(columns.Conversations),
            Column(columns.Senders),
            Column(columns.ClientIds),
            Column(columns.Ids),
            Column(columns.Kinds),
            Column(columns.Texts),
            Column(columns.Payloads),
            Column(columns.Mentions),
            Column(columns.RepliesTo),
            Column(columns.WireTypes),
            _now,
            new NpgsqlParameter<short> { TypedValue = (short)MessageKind.Notice });
        if (mentions)
        {
            Add(MentionsSql, Column(columns.MentionedIn), Column(columns.MentionedBy), Column(columns.MentionedAs), Column(columns.Mentioned));
        }
    }

    /// <param name="connection">Its own for as long as the command lives.</param>
    /// <param name="columns">Where each batch is put before <see cref="ExecuteAsync"/>.</param>
    /// <param name="mentions">Whether it also notes who is mentioned by name.</param>
    public static async Task<AppendCommand> PrepareAsync(NpgsqlConnection connection, AppendColumns columns, bool mentions)
    {
        var command = new AppendCommand(connection, columns, mentions);
        await command._batch.PrepareAsync();
        return command;
    }

    /// <summary>Writes and commits what it can of the batch that the columns hold.</summary>
    /// <param name="now">When the messages are stored.</param>
    /// <param name="sequences">Takes each message's sequence; 0 for one whose sender may not write there.</param>
    /// <exception cref="PostgresException">Nothing was written.</exception>
    public async Task ExecuteAsync(DateTimeOffset now, long[] sequences)
    {
        _now.TypedValue = now;
        await using var row = await _batch.ExecuteReaderAsync();
        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            sequences[_columns.Ids.BinarySearch(row.GetInt64(0))] = row.GetInt64(1);
        }

        // A failure of what follows, the commit included, is told with the end of the last result.
        while (await row.NextResultAsync())
        {
        }
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    [SuppressMessage("Security", "CA2100", Justification = "The texts are the constants above.")]
    private void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        _batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter<List<T>> Column<T>(List<T> column) => new() { TypedValue = column };
}
