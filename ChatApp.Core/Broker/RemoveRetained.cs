namespace ChatApp.Core.Broker;

/// <summary>Removes a topic's retained message, if there is one.</summary>
public sealed record RemoveRetained(string Topic) : BrokerOperation;
