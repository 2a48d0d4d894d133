namespace ChatApp.Core.Broker;

/// <summary>Puts one message into the queues of sessions. It is stored once, and may go when its last place is removed.</summary>
/// <param name="Message">The message.</param>
/// <param name="Places">At least one; at most one of each session, but for shared subscriptions.</param>
public sealed record EnqueueMessage(BrokerMessage Message, IReadOnlyList<QueuePlace> Places) : BrokerOperation;
