namespace ChatApp.Core.Broker;

/// <summary>Adds a subscription, or replaces the one with the same filter.</summary>
public sealed record SaveSubscription(long Session, KeptSubscription Subscription) : BrokerOperation;
