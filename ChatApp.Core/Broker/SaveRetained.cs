namespace ChatApp.Core.Broker;

/// <summary>Makes a message the retained one of its topic, in place of the one before.</summary>
public sealed record SaveRetained(BrokerMessage Message) : BrokerOperation;
