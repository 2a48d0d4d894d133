using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Conversations;

/// <summary>Reads a person's conversation list in one query of plain SQL: it opens every page and every app.</summary>
internal sealed class NpgsqlConversationList(NpgsqlDataSource database)
{
    private const int MaxShownText = 120;

    private static readonly string Sql = $"""
        select c.id, c.type, c.target, c.line, c.last_sequence, c.everyone_mentioned_sequence, c.member_count, c.last_message_at,
            m.role, greatest(m.joined_sequence, m.cleared_sequence), m.read_sequence, m.mentioned_sequence,
            coalesce(g.name, f.remark, ou.display_name, c.target), coalesce(g.avatar, ou.avatar), coalesce(other.read_sequence, 0),
            l.sender_id, lu.display_name, left(l.text, {MaxShownText}), l.kind, l.state, c.last_change
        from conversation_members m
        join conversations c on c.id = m.conversation_id
        left join lateral (
            select o.user_id, o.read_sequence
            from conversation_members o
            where c.type = 0 and o.conversation_id = c.id and o.user_id <> m.user_id
            limit 1) other on true
        left join users ou on c.type = 0 and ou.id = coalesce(other.user_id, m.user_id)
        left join friendships f on f.user_id = m.user_id and f.friend_id = other.user_id
        left join groups g on c.type = 1 and g.id = c.target
        left join hidden_messages h on h.user_id = m.user_id and h.conversation_id = c.id and h.sequence = c.last_sequence
        left join lateral (
            -- Only where the person deleted the last message for themselves is there a search for the last that is left.
            select s.sequence
            from messages s
            where h.sequence is not null and s.conversation_id = c.id and s.sequence < c.last_sequence
                and not exists (select from hidden_messages d where d.user_id = m.user_id and d.conversation_id = c.id and d.sequence = s.sequence)
            order by s.sequence desc
            limit 1) shown on true
        left join messages l on l.conversation_id = c.id and l.sequence > greatest(m.joined_sequence, m.cleared_sequence)
            and l.sequence = case when h.sequence is null then c.last_sequence else shown.sequence end
        left join users lu on lu.id = l.sender_id
        where m.user_id = $1 and m.left_sequence is null and ($2::bigint is null or c.id = $2)
        order by c.last_message_at desc, c.id desc
        limit $3
        """;

    public async Task<IReadOnlyList<ConversationSummary>> ReadAsync(UserId user, ConversationId? only, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)only?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<ConversationSummary>();
        while (await row.ReadAsync(cancellationToken))
        {
            list.Add(Read(user, row));
        }

        return list;
    }

    private static ConversationSummary Read(UserId user, NpgsqlDataReader row)
    {
        var key = new ConversationKey((ConversationType)row.GetInt16(1), row.GetString(2), row.GetInt32(3));
        var last = row.GetInt64(4);
        var seen = Math.Max(row.GetInt64(9), row.GetInt64(10));
        return new ConversationSummary(
            new ConversationId(row.GetInt64(0)),
            key.SeenBy(user),
            Title: row.GetString(12),
            Avatar: row.IsDBNull(13) ? null : row.GetString(13),
            last,
            ReadSequence: row.GetInt64(10),
            OthersReadSequence: row.GetInt64(14),
            Unread: Math.Max(0, last - seen),
            Mentioned: Math.Max(row.GetInt64(5), row.GetInt64(11)) > seen,
            LastSender: row.IsDBNull(15) ? null : new UserId(row.GetString(15)),
            LastSenderName: row.IsDBNull(16) ? null : row.GetString(16),
            LastText: row.IsDBNull(17) ? null : row.GetString(17),
            LastKind: row.IsDBNull(18) ? null : MessageKinds.NameOf((MessageKind)row.GetInt16(18)),
            LastAt: row.GetFieldValue<DateTimeOffset>(7),
            Members: row.GetInt32(6),
            Role: (MemberRole)row.GetInt16(8))
        {
            LastRecalled = !row.IsDBNull(19) && (MessageState)row.GetInt16(19) == MessageState.Recalled,
            LastChange = row.GetInt64(20),
        };
    }
}
