using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Reads runs of the log in plain SQL: every device runs it at every reconnect, and every page of history is one.</summary>
internal sealed class NpgsqlMessageReader(NpgsqlDataSource database) : IMessageReader
{
    // Both go along the primary key (conversation_id, sequence), so a page costs the same at the end of a long conversation as at
    // its start. OFFSET would read again everything that was seen already.
    private const string AfterSql = $"""
        select {MessageColumns.Select}
        from messages m join conversations c on c.id = m.conversation_id
        where m.conversation_id = $1 and m.sequence > $2 and m.sequence <= $3
        order by m.sequence
        limit $4
        """;

    private const string ReaderAfterSql = $"""
        select {MessageColumns.Select}
        from messages m join conversations c on c.id = m.conversation_id
        where m.conversation_id = $2 and m.sequence > $3 and m.sequence <= $4 and {HiddenSql.NotHidden}
        order by m.sequence
        limit $5
        """;

    private const string BeforeSql = $"""
        select {MessageColumns.Select}
        from messages m join conversations c on c.id = m.conversation_id
        where m.conversation_id = $2 and m.sequence < $3 and m.sequence > $4 and {HiddenSql.NotHidden}
        order by m.sequence desc
        limit $5
        """;

    // Time rises with the sequence, so the place is found by halving: some twenty steps along the primary key, and no index by time.
    // Sequences may be missing; then the next one that is there is looked at.
    private const string SinceSql = """
        with recursive halving (low, high) as (
            select $2::bigint, $3::bigint + 1
            union all
            select case when probe.sent_at < $4 then probe.sequence + 1 else low end, case when probe.sent_at < $4 then high else (low + high) / 2 end
            from halving
            cross join lateral (
                select coalesce(max(next.sequence), high) as sequence, coalesce(max(next.sent_at), 'infinity') as sent_at
                from (
                    select m.sequence, m.sent_at from messages m
                    where m.conversation_id = $1 and m.sequence >= (low + high) / 2 and m.sequence < high
                    order by m.sequence limit 1) next) probe
            where low < high)
        select m.sequence from messages m
        where m.conversation_id = $1 and m.sequence >= (select min(low) from halving where low >= high) and m.sequence <= $3
        order by m.sequence limit 1
        """;

    public async Task<long?> FindSinceAsync(ConversationId conversation, long from, long to, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(SinceSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() });
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public Task<IReadOnlyList<Message>> ReadAfterAsync(ConversationId conversation, long after, long upTo, int limit, CancellationToken cancellationToken)
        => ReadAsync(AfterSql, reader: null, conversation, after, upTo, limit, cancellationToken);

    public Task<IReadOnlyList<Message>> ReadAfterAsync(
        UserId reader, ConversationId conversation, long after, long upTo, int limit, CancellationToken cancellationToken)
        => ReadAsync(ReaderAfterSql, reader, conversation, after, upTo, limit, cancellationToken);

    public async Task<IReadOnlyList<Message>> ReadBeforeAsync(
        UserId reader, ConversationId conversation, long before, long downTo, int limit, CancellationToken cancellationToken)
        => [.. (await ReadAsync(BeforeSql, reader, conversation, before, downTo, limit, cancellationToken)).Reverse()];

    private async Task<IReadOnlyList<Message>> ReadAsync(
        string sql, UserId? reader, ConversationId conversation, long from, long to, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        if (reader is { } person)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = person.Value });
        }

        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<Message>();
        while (await row.ReadAsync(cancellationToken))
        {
            page.Add(MessageColumns.Read(row));
        }

        return page;
    }
}
