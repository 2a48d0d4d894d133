using System.Globalization;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Personal;
using Npgsql;

namespace ChatApp.Data.Conversations;

/// <summary>Reads a person's conversation list in one query of plain SQL: it opens every page and every app.</summary>
internal sealed class NpgsqlConversationList(NpgsqlDataSource database, TimeProvider clock)
{
    private const int MaxShownText = 120;

    // What the person set for conversations comes in one scan of their settings, and not by four look-ups a row.
    private static readonly string Sql = $"""
        with mine as materialized (
            select key,
                max(value) filter (where scope = {SettingScopes.ConversationMuted}) as muted,
                max(value) filter (where scope = {SettingScopes.ConversationPinned}) as pinned,
                max(value) filter (where scope = {SettingScopes.ConversationArchived}) as archived,
                max(value) filter (where scope = {SettingScopes.ConversationDraft}) as draft,
                max(version) filter (where scope = {SettingScopes.ConversationDraft}) as draft_version
            from user_settings
            where user_id = $1 and value <> '' and scope in (
                {SettingScopes.ConversationMuted}, {SettingScopes.ConversationPinned}, {SettingScopes.ConversationArchived}, {SettingScopes.ConversationDraft})
            group by key),
        hidden as materialized (
            select exists (select from user_settings where user_id = $1 and scope = {SettingScopes.ReceiptsOff} and key = '' and value = '1') as mine)
        select c.id, c.type, c.target, c.line, c.last_sequence, c.everyone_mentioned_sequence, c.member_count, c.last_message_at,
            m.role, greatest(m.joined_sequence, m.cleared_sequence), m.read_sequence, m.mentioned_sequence,
            coalesce(g.name, f.remark, ou.display_name, c.target), coalesce(g.avatar, ou.avatar), coalesce(other.read, 0),
            l.sender_id, lu.display_name, left(l.text, {MaxShownText}), l.kind, l.state, c.last_change,
            coalesce(other.delivered, 0), own.muted, own.pinned, own.archived, own.draft, own.draft_version
        from conversation_members m
        join conversations c on c.id = m.conversation_id
        left join lateral (
            select o.user_id,
                case when shy.hides then 0 else greatest(o.read_sequence, o.shown_read_sequence) end as read,
                case when shy.hides then 0 else greatest(o.read_sequence, o.shown_read_sequence, o.delivered_sequence) end as delivered
            from conversation_members o
            cross join lateral (
                select (select mine from hidden) or exists (
                    select from user_settings where user_id = o.user_id and scope = {SettingScopes.ReceiptsOff} and key = '' and value = '1') as hides) shy
            where c.type = 0 and o.conversation_id = c.id and o.user_id <> m.user_id
            limit 1) other on true
        left join mine own on own.key = c.type || '-' || c.line || '-' || case when c.type = 0 then coalesce(other.user_id, m.user_id) else c.target end
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
        order by coalesce(own.pinned, '0') = '1' desc, c.last_message_at desc, c.id desc
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
        var now = clock.GetUtcNow();
        while (await row.ReadAsync(cancellationToken))
        {
            list.Add(Read(user, row, now));
        }

        return list;
    }

    private static ConversationSummary Read(UserId user, NpgsqlDataReader row, DateTimeOffset now)
    {
        var key = new ConversationKey((ConversationType)row.GetInt16(1), row.GetString(2), row.GetInt32(3));
        var last = row.GetInt64(4);
        var seen = Math.Max(row.GetInt64(9), row.GetInt64(10));
        var muted = Text(row, 22);
        var isMuted = SettingValues.IsOnAt(muted, now);
        var draft = DraftValue.Read(Text(row, 25));
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
            IsSelf = key.Type == ConversationType.Single && key.SeenBy(user).Id == user.Value,
            OthersDeliveredSequence = row.GetInt64(21),
            Muted = isMuted,
            MutedUntil = isMuted ? SettingValues.UntilOf(muted) : null,
            Pinned = SettingValues.IsOn(Text(row, 23)),
            Archived = long.TryParse(Text(row, 24), NumberStyles.None, CultureInfo.InvariantCulture, out var back) && back > 0 && (isMuted || last < back),
            Draft = draft.Text.Length == 0 ? null : draft.Text,
            DraftVersion = row.IsDBNull(26) ? 0 : row.GetInt64(26),
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
