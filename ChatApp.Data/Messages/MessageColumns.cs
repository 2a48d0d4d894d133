using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>The columns every query of messages selects, and how a row becomes a message.</summary>
internal static class MessageColumns
{
    /// <summary>With <c>m</c> for the message and <c>c</c> for its conversation.</summary>
    public const string Select =
        "m.conversation_id, c.type, c.target, c.line, m.sequence, m.id, m.sender_id, m.client_id, m.kind, m.text, m.payload, m.mentions, m.reply_to, m.wire_type, m.state, m.sent_at, m.version, m.edited_at, m.recalled_by";

    /// <summary>How many columns <see cref="Select"/> has: what a query selects beside them begins here.</summary>
    public const int Count = 19;

    public static Message Read(NpgsqlDataReader row) => new(
        new ConversationId(row.GetInt64(0)),
        new ConversationKey((ConversationType)row.GetInt16(1), row.GetString(2), row.GetInt32(3)),
        row.GetInt64(4),
        new MessageId(row.GetInt64(5)),
        new UserId(row.GetString(6)),
        row.GetGuid(7),
        (MessageKind)row.GetInt16(8),
        row.GetString(9),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? [] : row.GetFieldValue<string[]>(11),
        row.IsDBNull(12) ? null : row.GetInt64(12),
        row.IsDBNull(13) ? null : row.GetInt32(13),
        (MessageState)row.GetInt16(14),
        row.GetFieldValue<DateTimeOffset>(15))
    {
        Version = row.IsDBNull(16) ? 1 : row.GetInt32(16),
        EditedAt = row.IsDBNull(17) ? null : row.GetFieldValue<DateTimeOffset>(17),
        RecalledBy = row.IsDBNull(18) ? null : new UserId(row.GetString(18)),
    };
}
