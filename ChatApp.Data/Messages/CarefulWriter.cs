using System.Diagnostics.CodeAnalysis;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>
/// Writes one batch in one transaction, looking first at everything that could stand against it: client ids that were used, members who
/// left or are muted. Three round trips; for what <see cref="AppendCommand"/> could not write, and for every second try.
/// </summary>
internal sealed class CarefulWriter(IdGenerator ids, TimeProvider clock)
{
    // In the order of ids, so that two writers that share conversations can never wait for each other in a circle. Waits for none: what
    // somebody else holds is left out, and its messages are tried again apart from the others.
    private const string LockSql = """
        select id, type, target, line, last_sequence, muted_for_all
        from conversations where id = any($1) order by id for update skip locked
        """;

    private const string MembersSql = """
        select m.conversation_id, m.user_id, m.role, m.muted_until
        from unnest($1::bigint[], $2::text[]) as wanted (conversation_id, user_id)
        join conversation_members m using (conversation_id, user_id)
        where m.left_sequence is null
        """;

    private const string UsedSql = $"""
        select {MessageColumns.Select}
        from unnest($1::bigint[], $2::text[], $3::uuid[]) as wanted (conversation_id, sender_id, client_id)
        join messages m using (conversation_id, sender_id, client_id)
        join conversations c on c.id = m.conversation_id
        """;

    private const string InsertSql = """
        insert into messages (conversation_id, sequence, id, sender_id, client_id, kind, text, payload, mentions, reply_to, wire_type, sent_at)
        select conversation_id, sequence, id, sender_id, client_id, kind, text, payload::json, string_to_array(mentions, ' '), reply_to, wire_type, $12
        from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::uuid[], $6::smallint[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::integer[])
            as new (conversation_id, sequence, id, sender_id, client_id, kind, text, payload, mentions, reply_to, wire_type)
        """;

    private const string HeadsSql = """
        update conversations c
        set last_sequence = head.sequence, last_message_at = $4,
            everyone_mentioned_sequence = greatest(c.everyone_mentioned_sequence, head.everyone)
        from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as head (id, sequence, everyone)
        where c.id = head.id
        """;

    private const string SenderMarksSql = """
        update conversation_members m
        set read_sequence = greatest(m.read_sequence, mark.sequence)
        from unnest($1::bigint[], $2::text[], $3::bigint[]) as mark (conversation_id, user_id, sequence)
        where m.conversation_id = mark.conversation_id and m.user_id = mark.user_id
        """;

    private const string MentionsSql = """
        update conversation_members m
        set mentioned_sequence = greatest(m.mentioned_sequence, mark.sequence)
        from unnest($1::bigint[], $2::text[], $3::bigint[]) as mark (conversation_id, user_id, sequence)
        where m.conversation_id = mark.conversation_id and m.user_id = mark.user_id
        """;

    public async Task<WrittenBatch> WriteAsync(NpgsqlConnection connection, IReadOnlyList<WaitingMessage> batch)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var plan = new BatchPlan(ids, BatchWriter.ToMilliseconds(clock.GetUtcNow()));
        await ReadAsync(connection, batch, plan);
        var outcomes = batch.Select(plan.Decide).ToArray();
        if (plan.New.Count > 0)
        {
            FaultPoints.Hit(FaultPoints.BeforeInsert);
            await AppendAsync(connection, plan);
        }

        FaultPoints.Hit(FaultPoints.BeforeCommit);
        await transaction.CommitAsync();
        FaultPoints.Hit(FaultPoints.AfterCommit);
        return new WrittenBatch(outcomes, plan.Found.Count == 0 ? plan.New : [.. plan.Found, .. plan.New]);
    }

    private static async Task ReadAsync(NpgsqlConnection connection, IReadOnlyList<WaitingMessage> batch, BatchPlan plan)
    {
        var conversations = Column(batch, message => message.Pending.Conversation.Value);
        var senders = Column(batch, message => message.Pending.Draft.Sender.Value);
        await using var command = new NpgsqlBatch(connection);
        Add(command, LockSql, conversations.Distinct().ToArray());
        Add(command, MembersSql, conversations, senders);
        Add(command, UsedSql, conversations, senders, Column(batch, message => message.Pending.Draft.ClientId));

        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            var key = new ConversationKey((ConversationType)row.GetInt16(1), row.GetString(2), row.GetInt32(3));
            plan.Conversations[new ConversationId(row.GetInt64(0))] = new LockedConversation(key, row.GetInt64(4), row.GetBoolean(5));
        }

        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            plan.AddMember(
                new ConversationId(row.GetInt64(0)),
                new UserId(row.GetString(1)),
                (MemberRole)row.GetInt16(2),
                row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3));
        }

        await row.NextResultAsync();
        while (await row.ReadAsync())
        {
            plan.AddUsed(MessageColumns.Read(row));
        }
    }

    private static async Task AppendAsync(NpgsqlConnection connection, BatchPlan plan)
    {
        var added = plan.New;
        await using var command = new NpgsqlBatch(connection);
        Add(
            command,
            InsertSql,
            Column(added, message => message.Conversation.Value),
            Column(added, message => message.Sequence),
            Column(added, message => message.Id.Value),
            Column(added, message => message.Sender.Value),
            Column(added, message => message.ClientId),
            Column(added, message => (short)message.Kind),
            Column(added, message => message.Text),
            Column(added, message => message.Payload),
            Column(added, message => message.Mentions.Count == 0 ? null : string.Join(' ', message.Mentions)),
            Column(added, message => message.ReplyTo),
            Column(added, message => message.WireType),
            added[0].SentAt);

        var heads = plan.Conversations.Where(entry => entry.Value.IsAdvanced).ToArray();
        Add(
            command,
            HeadsSql,
            Column(heads, head => head.Key.Value),
            Column(heads, head => head.Value.LastSequence),
            Column(heads, head => head.Value.EveryoneMentioned),
            added[0].SentAt);

        var marks = added.GroupBy(message => (message.Conversation, message.Sender)).ToArray();
        Add(
            command,
            SenderMarksSql,
            Column(marks, mark => mark.Key.Conversation.Value),
            Column(marks, mark => mark.Key.Sender.Value),
            Column(marks, mark => mark.Max(message => message.Sequence)));

        AddMentions(command, added);
        await command.ExecuteNonQueryAsync();
    }

    private static void AddMentions(NpgsqlBatch command, List<Message> added)
    {
        var mentions = added
            .SelectMany(message => message.Mentions.Select(user => (message.Conversation, User: user, message.Sequence)))
            .Where(mention => mention.User != MessageLimits.Everyone)
            .GroupBy(mention => (mention.Conversation, mention.User))
            .ToArray();
        if (mentions.Length > 0)
        {
            Add(
                command,
                MentionsSql,
                Column(mentions, mention => mention.Key.Conversation.Value),
                Column(mentions, mention => mention.Key.User),
                Column(mentions, mention => mention.Max(one => one.Sequence)));
        }
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> of)
    {
        var column = new TColumn[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = of(rows[i]);
        }

        return column;
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are the constants above.")]
    private static void Add(NpgsqlBatch command, string sql, params object[] values)
    {
        var added = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            added.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        command.BatchCommands.Add(added);
    }
}
