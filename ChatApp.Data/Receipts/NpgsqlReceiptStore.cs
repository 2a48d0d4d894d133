using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Receipts;
using Npgsql;

namespace ChatApp.Data.Receipts;

/// <summary>Keeps read and delivered marks in plain SQL: they move whenever anybody looks at a conversation.</summary>
internal sealed class NpgsqlReceiptStore(NpgsqlDataSource database) : IReceiptStore
{
    // Scope 13: who shows no marks and sees none.
    private const string Hides = "s.scope = 13 and s.key = '' and s.value = '1'";

    private const string ReadSql = $"""
        with moved as (
            update conversation_members m
            set read_sequence = least($3, coalesce(m.left_sequence, c.last_sequence)),
                delivered_sequence = greatest(m.delivered_sequence, least($3, coalesce(m.left_sequence, c.last_sequence)))
            from conversations c
            where c.id = m.conversation_id and m.conversation_id = $1 and m.user_id = $2
                and m.read_sequence < least($3, coalesce(m.left_sequence, c.last_sequence))
            returning m.read_sequence)
        select coalesce((select read_sequence from moved), m.read_sequence), exists (select from moved), c.member_count <= $4,
            case when c.member_count <= $4 then array(
                select s.user_id
                from conversation_members o
                join user_settings s on s.user_id = o.user_id and {Hides}
                where o.conversation_id = $1 and o.left_sequence is null) else array[]::varchar[] end
        from conversation_members m
        join conversations c on c.id = m.conversation_id
        where m.conversation_id = $1 and m.user_id = $2
        """;

    private const string UnreadSql = """
        update conversation_members
        set shown_read_sequence = greatest(shown_read_sequence, read_sequence), read_sequence = greatest(joined_sequence, cleared_sequence, $3 - 1)
        where conversation_id = $1 and user_id = $2 and read_sequence > greatest(joined_sequence, cleared_sequence, $3 - 1)
        returning read_sequence
        """;

    private const string StandsSql = "select read_sequence from conversation_members where conversation_id = $1 and user_id = $2";

    // Rows that a writer of messages has locked are passed over: waiting for them while holding others is how a deadlock is made.
    private const string DeliveredSql = $"""
        with behind as (
            select m.conversation_id, m.user_id, least(mark.sequence, coalesce(m.left_sequence, c.last_sequence)) as sequence, c.type, c.target, c.line
            from unnest($1::text[], $2::bigint[], $3::bigint[]) as mark (user_id, conversation_id, sequence)
            join conversation_members m using (conversation_id, user_id)
            join conversations c on c.id = m.conversation_id
            where m.delivered_sequence < least(mark.sequence, coalesce(m.left_sequence, c.last_sequence))
            for update of m skip locked),
        moved as (
            update conversation_members m
            set delivered_sequence = behind.sequence
            from behind
            where m.conversation_id = behind.conversation_id and m.user_id = behind.user_id)
        select b.user_id, b.conversation_id, b.sequence, b.type, b.target, b.line, b.type = 0 and not exists (
            select from conversation_members o
            join user_settings s on s.user_id = o.user_id and {Hides}
            where o.conversation_id = b.conversation_id)
        from behind b
        union all
        select mark.user_id, mark.conversation_id, mark.sequence, null, null, null, null
        from unnest($1::text[], $2::bigint[], $3::bigint[]) as mark (user_id, conversation_id, sequence)
        join conversation_members m using (conversation_id, user_id)
        join conversations c on c.id = m.conversation_id
        where m.delivered_sequence < least(mark.sequence, coalesce(m.left_sequence, c.last_sequence))
            and not exists (select from behind b where b.user_id = mark.user_id and b.conversation_id = mark.conversation_id)
        """;

    private const string MarkColumns = """
        m.user_id, u.display_name, u.avatar, greatest(m.read_sequence, m.shown_read_sequence),
            greatest(m.read_sequence, m.shown_read_sequence, m.delivered_sequence)
        """;

    private const string ShowsMarks = $"not exists (select from user_settings s where s.user_id = m.user_id and {Hides})";

    private const string MarksSql = $"""
        select {MarkColumns}
        from conversation_members m
        join users u on u.id = m.user_id
        where m.conversation_id = $1 and m.left_sequence is null and m.user_id > $2 and {ShowsMarks}
        order by m.user_id
        limit $3
        """;

    private const string MaySee = $"""
        m.conversation_id = $1 and m.left_sequence is null and m.joined_sequence < $2 and {ShowsMarks}
            and m.user_id is distinct from (select l.sender_id from messages l where l.conversation_id = $1 and l.sequence = $2)
        """;

    private const string CountSql = $"""
        select count(*) filter (where greatest(m.read_sequence, m.shown_read_sequence) >= $2),
            count(*) filter (where greatest(m.read_sequence, m.shown_read_sequence) < $2),
            count(*) filter (where greatest(m.read_sequence, m.shown_read_sequence, m.delivered_sequence) >= $2)
        from conversation_members m
        where {MaySee}
        """;

    private const string ReadersSql = $"""
        select {MarkColumns}
        from conversation_members m
        join users u on u.id = m.user_id
        where {MaySee} and (greatest(m.read_sequence, m.shown_read_sequence) >= $2) = $3 and m.user_id > $4
        order by m.user_id
        limit $5
        """;

    public async Task<ReadMove> MarkReadAsync(ConversationId conversation, UserId user, long sequence, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadSql);
        Add(command, conversation.Value, user.Value, sequence, ReceiptLimits.MaxToldMembers);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new ReadMove(
                row.GetInt64(0), row.GetBoolean(1), row.GetBoolean(2), [.. row.GetFieldValue<string[]>(3).Select(hidden => new UserId(hidden))])
            : new ReadMove(0, Moved: false, IsSmall: false, []);
    }

    public async Task<(long Sequence, bool Moved)> MarkUnreadAsync(
        ConversationId conversation, UserId user, long firstUnread, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(UnreadSql);
        Add(command, conversation.Value, user.Value, firstUnread);
        if (await command.ExecuteScalarAsync(cancellationToken) is long moved)
        {
            return (moved, true);
        }

        await using var stands = database.CreateCommand(StandsSql);
        Add(stands, conversation.Value, user.Value);
        return (await stands.ExecuteScalarAsync(cancellationToken) is long sequence ? sequence : 0, false);
    }

    public async Task<DeliveredMoves> MarkDeliveredAsync(IReadOnlyCollection<DeliveredMark> marks, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(DeliveredSql);
        Add(
            command,
            marks.Select(mark => mark.User.Value).ToArray(),
            marks.Select(mark => mark.Conversation.Value).ToArray(),
            marks.Select(mark => mark.Sequence).ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var moved = new List<DeliveredMove>();
        var busy = new List<DeliveredMark>();
        while (await row.ReadAsync(cancellationToken))
        {
            var mark = new DeliveredMark(new UserId(row.GetString(0)), new ConversationId(row.GetInt64(1)), row.GetInt64(2));
            if (row.IsDBNull(3))
            {
                busy.Add(mark);
            }
            else
            {
                var key = new ConversationKey((ConversationType)row.GetInt16(3), row.GetString(4), row.GetInt32(5));
                moved.Add(new DeliveredMove(mark, key, row.GetBoolean(6)));
            }
        }

        return new DeliveredMoves(moved, busy);
    }

    public async Task<IReadOnlyList<MemberMark>> ListMarksAsync(ConversationId conversation, UserId? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(MarksSql);
        Add(command, conversation.Value, after?.Value ?? string.Empty, limit);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<ReaderCount> CountReadersAsync(ConversationId conversation, long sequence, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(CountSql);
        Add(command, conversation.Value, sequence);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new ReaderCount(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    public async Task<IReadOnlyList<MemberMark>> ListReadersAsync(
        ConversationId conversation, long sequence, bool read, UserId? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadersSql);
        Add(command, conversation.Value, sequence, read, after?.Value ?? string.Empty, limit);
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<MemberMark>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var marks = new List<MemberMark>();
        while (await row.ReadAsync(cancellationToken))
        {
            marks.Add(new MemberMark(
                new UserId(row.GetString(0)), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3), row.GetInt64(4)));
        }

        return marks;
    }

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
    }
}
