namespace ChatApp.Core.Broker;

/// <summary>Removes a subscription, if there is one.</summary>
public sealed record RemoveSubscription(long Session, string Filter) : BrokerOperation;
