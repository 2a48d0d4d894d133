using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.CatchUp;

namespace ChatApp.Core.Wire;

/// <summary>What a device missed in one conversation, on the wire.</summary>
public sealed record WireCaughtUpConversation(
    WireConversation Conversation, string? Error, IReadOnlyList<WireMessage> Messages, long UpTo, long LastSequence, bool HasMore)
{
    /// <summary>The page as one reader sees it.</summary>
    public static WireCaughtUpConversation From(CaughtUpConversation page, UserId reader) => new(
        WireConversation.From(page.Conversation),
        page.Refusal?.ToString(),
        [.. page.Messages.Select(message => WireMessage.From(message, reader))],
        page.UpTo,
        page.LastSequence,
        page.HasMore);
}
