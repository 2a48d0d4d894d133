namespace ChatApp.Core.Broker;

/// <summary>A message's place in the queue of one session.</summary>
/// <param name="Session">The session's id.</param>
/// <param name="Sequence">Its place, larger than all before it; the packet identifier is made of it.</param>
/// <param name="QoS">What it is delivered with, 1 or 2.</param>
/// <param name="Retain">Whether it is delivered with the RETAIN flag.</param>
/// <param name="SubscriptionIdentifiers">The identifiers of the subscriptions it matched; empty for most.</param>
public sealed record QueuePlace(long Session, long Sequence, byte QoS, bool Retain, IReadOnlyList<int> SubscriptionIdentifiers);
