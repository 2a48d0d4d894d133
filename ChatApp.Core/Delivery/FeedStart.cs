using ChatApp.Core.Kernel;

namespace ChatApp.Core.Delivery;

/// <summary>Where a live connection begins.</summary>
public abstract record FeedStart
{
    private FeedStart()
    {
    }

    /// <summary>With what comes from now on: for clients that read history by themselves.</summary>
    public sealed record Present : FeedStart;

    /// <summary>After the sequences that a client names; conversations it does not name begin at the present.</summary>
    public sealed record After(IReadOnlyDictionary<ConversationId, long> Cursors) : FeedStart;

    /// <summary>Where a device's acknowledgements end; a new device begins at the present.</summary>
    public sealed record Device(DeviceId Id) : FeedStart;
}
