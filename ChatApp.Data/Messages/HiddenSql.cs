namespace ChatApp.Data.Messages;

/// <summary>How a query passes over what a reader deleted for themselves.</summary>
internal static class HiddenSql
{
    /// <summary>With <c>m</c> for the message; the reader is the parameter <c>$1</c>.</summary>
    public const string NotHidden =
        "not exists (select from hidden_messages h where h.user_id = $1 and h.conversation_id = m.conversation_id and h.sequence = m.sequence)";
}
