using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Forwards;

namespace ChatApp.Core.Wire;

/// <summary>Messages to forward as one record: the body of the hub's <c>ForwardMerged</c> and of <c>POST /api/v1/messages/forward-merged</c>.</summary>
/// <param name="ClientId">A UUID made by the sender.</param>
/// <param name="From">The conversation of the messages.</param>
/// <param name="To">Where the record goes.</param>
/// <param name="Sequences">The messages, up to 100.</param>
/// <param name="Title">The record's title, up to 120 characters; absent means the senders' names.</param>
public sealed record WireMerge(string? ClientId, WireConversation? From, WireConversation? To, IReadOnlyList<long>? Sequences, string? Title = null)
{
    /// <summary>The route and the client id, or <see cref="ErrorCode.InvalidPayload"/> when a required field is missing or malformed.</summary>
    public Outcome<(ForwardRoute Route, Guid ClientId)> Read(UserId sender, SessionId origin)
        => From is null || To is null || !Guid.TryParse(ClientId, out var clientId)
            ? ErrorCode.InvalidPayload
            : (new ForwardRoute(sender, origin, From.ToTarget(), To.ToTarget()), clientId);
}
