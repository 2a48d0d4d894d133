using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.CatchUp;

namespace ChatApp.Core.Wire;

/// <summary>The answer to a request to catch up, on the wire.</summary>
public sealed record WireCaughtUp(IReadOnlyList<WireCaughtUpConversation> Conversations, IReadOnlyList<WireNewConversation> New, bool HasMore)
{
    /// <summary>The answer as one reader sees it.</summary>
    public static WireCaughtUp From(CaughtUp answer, UserId reader) => new(
        [.. answer.Conversations.Select(page => WireCaughtUpConversation.From(page, reader))],
        [.. answer.New.Select(WireNewConversation.From)],
        answer.HasMore);
}
