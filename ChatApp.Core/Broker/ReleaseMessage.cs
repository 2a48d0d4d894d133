namespace ChatApp.Core.Broker;

/// <summary>The client has received a QoS 2 message (PUBREC): its words are never sent again, and its place stays until it is removed.</summary>
public sealed record ReleaseMessage(long Session, long Sequence) : BrokerOperation;
