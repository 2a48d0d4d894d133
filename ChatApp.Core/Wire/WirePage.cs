using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>A page of a conversation on the wire.</summary>
public sealed record WirePage(IReadOnlyList<WireMessage> Messages, bool HasMore)
{
    /// <summary>Up to this sequence messages were removed for their age; absent for none.</summary>
    public long? RemovedUpTo { get; init; }

    /// <summary>A page as one reader sees it.</summary>
    public static WirePage From(MessagePage page, UserId reader)
        => new([.. page.Messages.Select(message => WireMessage.From(message, reader))], page.HasMore)
        {
            RemovedUpTo = page.RemovedUpTo > 0 ? page.RemovedUpTo : null,
        };
}
