namespace ChatApp.Core.Broker;

/// <summary>Removes a session with its subscriptions, packet identifiers and messages.</summary>
public sealed record EndSession(long Session) : BrokerOperation;
