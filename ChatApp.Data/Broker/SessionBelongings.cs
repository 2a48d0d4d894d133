using ChatApp.Core.Broker;

namespace ChatApp.Data.Broker;

/// <summary>What was found of one session beside its head.</summary>
internal sealed record SessionBelongings(
    List<KeptSubscription> Subscriptions, List<ushort> PacketIdentifiers, long LastSequence = 0, int QueuedMessages = 0, long QueuedBytes = 0)
{
    public SessionBelongings()
        : this([], [])
    {
    }
}
