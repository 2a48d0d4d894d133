using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Retention;
using ChatApp.Data.Search;
using Npgsql;

namespace ChatApp.Data.Retention;

/// <summary>Removes old messages along the primary key. It takes no lock of a conversation: sends add at one end, this removes at the other.</summary>
internal sealed class NpgsqlRetentionStore(NpgsqlDataSource database) : IRetentionStore
{
    private const string DueSql = """
        select c.id
        from conversations c
        left join retention_progress r on r.conversation_id = c.id
        left join groups g on c.type = 1 and g.id = c.target
        where c.type = $1 and c.created_at < $3 and coalesce(r.done_below, 0) < $2 and c.last_sequence > coalesce(r.removed_up_to, 0) and g.retention_days is null
        limit $4
        """;

    private const string OwnRulesSql = """
        select c.id, g.retention_days
        from groups g join conversations c on c.type = 1 and c.target = g.id
        where g.retention_days is not null
        """;

    // What hangs on a message goes with it by its foreign keys; a block of the search index goes when nothing of it is left.
    private static readonly string RemoveSql = $"""
        with progress as (
            select coalesce((select removed_up_to from retention_progress where conversation_id = $1), 0) as removed_up_to),
        old as (
            select m.sequence
            from messages m, progress
            where m.conversation_id = $1 and m.sequence > progress.removed_up_to
                and m.sequence <= (
                    select max(near.sequence) from (
                        select sequence, id from messages
                        where conversation_id = $1 and sequence > progress.removed_up_to order by sequence limit $3) near where near.id < $2)),
        removed as (
            delete from messages m using old
            where m.conversation_id = $1 and m.sequence = old.sequence
                and not exists (select from message_pins k where k.conversation_id = $1 and k.sequence = m.sequence)
                and not exists (select from message_stars k where k.conversation_id = $1 and k.sequence = m.sequence)
                and not exists (select from retention_holds k where k.conversation_id = $1 and k.sequence = m.sequence)
            returning m.sequence),
        counted as (select (select count(*) from old) as looked_at, (select max(sequence) from old) as up_to, (select count(*) from removed) as removed),
        blocks as (
            delete from search_blocks b using counted
            where b.conversation_id = $1 and (b.block + 1) * {SearchSignature.BlockLength} <= counted.up_to
                and not exists (
                    select from messages m
                    where m.conversation_id = $1 and m.sequence between b.block * {SearchSignature.BlockLength} + 1 and (b.block + 1) * {SearchSignature.BlockLength}
                        and m.sequence not in (select sequence from removed)))
        insert into retention_progress (conversation_id, removed_up_to, removed, done_below)
        select $1, coalesce(up_to, progress.removed_up_to), removed, case when looked_at < $3 then $2 else 0 end from counted, progress
        on conflict (conversation_id) do update
        set removed_up_to = excluded.removed_up_to, removed = retention_progress.removed + excluded.removed,
            done_below = greatest(retention_progress.done_below, excluded.done_below)
        returning (select removed from counted), (select looked_at from counted)
        """;

    private const string GroupSql = """
        select g.name, g.retention_days, coalesce(r.removed_up_to, 0), coalesce(r.removed, 0)
        from groups g
        left join conversations c on c.type = 1 and c.target = g.id
        left join retention_progress r on r.conversation_id = c.id
        where g.id = $1
        """;

    private const string FiguresSql = """
        select coalesce(sum(removed), 0)::bigint, count(*) filter (where removed > 0), (select count(*) from retention_holds) from retention_progress
        """;

    public async Task<IReadOnlyList<ConversationId>> FindDueAsync(ConversationType type, MessageId cutoff, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(DueSql);
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)type });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = cutoff.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = IdGenerator.TimeOf(cutoff) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var due = new List<ConversationId>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            due.Add(new ConversationId(row.GetInt64(0)));
        }

        return due;
    }

    public async Task<IReadOnlyList<(ConversationId Conversation, int Days)>> ListOwnRulesAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OwnRulesSql);
        var rules = new List<(ConversationId, int)>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            rules.Add((new ConversationId(row.GetInt64(0)), row.GetInt32(1)));
        }

        return rules;
    }

    public async Task<(int Removed, bool Done)> RemoveAsync(ConversationId conversation, MessageId cutoff, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(RemoveSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = conversation.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = cutoff.Value });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return ((int)row.GetInt64(0), row.GetInt64(1) < limit);
    }

    public async Task<GroupRetention?> ReadGroupAsync(string group, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(GroupSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = group });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new GroupRetention(group, row.GetString(0), row.IsDBNull(1) ? null : row.GetInt32(1), row.GetInt64(2), row.GetInt64(3))
            : null;
    }

    public async Task SetGroupRuleAsync(string group, int? days, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update groups set retention_days = $2 where id = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = group });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = days, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<RetentionFigures> ReadFiguresAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FiguresSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new RetentionFigures(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
