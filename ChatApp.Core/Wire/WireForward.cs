using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Forwards;

namespace ChatApp.Core.Wire;

/// <summary>Messages to forward one by one: the body of the hub's <c>Forward</c> and of <c>POST /api/v1/messages/forward</c>.</summary>
/// <param name="From">The conversation of the messages.</param>
/// <param name="To">Where the copies go.</param>
/// <param name="Items">The messages, up to 20.</param>
public sealed record WireForward(WireConversation? From, WireConversation? To, IReadOnlyList<WireForwardItem>? Items)
{
    /// <summary>The route and the items, or <see cref="ErrorCode.InvalidPayload"/> when a required field is missing or malformed.</summary>
    public Outcome<(ForwardRoute Route, IReadOnlyList<ForwardItem> Items)> Read(UserId sender, SessionId origin)
    {
        var items = new List<ForwardItem>();
        foreach (var item in Items ?? [])
        {
            if (!Guid.TryParse(item?.ClientId, out var clientId))
            {
                return ErrorCode.InvalidPayload;
            }

            items.Add(new ForwardItem(item.Sequence, clientId));
        }

        return From is null || To is null ? ErrorCode.InvalidPayload : (new ForwardRoute(sender, origin, From.ToTarget(), To.ToTarget()), (IReadOnlyList<ForwardItem>)items);
    }
}
