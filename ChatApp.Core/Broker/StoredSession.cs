namespace ChatApp.Core.Broker;

/// <summary>A session as it was found at the start of the program.</summary>
/// <param name="Session">Its head.</param>
/// <param name="Subscriptions">Its subscriptions, in no order.</param>
/// <param name="PacketIdentifiers">The QoS 2 messages received whose PUBREL has not come.</param>
/// <param name="LastSequence">The largest sequence in its queue; 0 when it is empty.</param>
/// <param name="QueuedMessages">How many messages its queue has.</param>
/// <param name="QueuedBytes">How many bytes of topic, payload and properties they are.</param>
public sealed record StoredSession(
    KeptSession Session,
    IReadOnlyList<KeptSubscription> Subscriptions,
    IReadOnlyList<ushort> PacketIdentifiers,
    long LastSequence,
    int QueuedMessages,
    long QueuedBytes);
