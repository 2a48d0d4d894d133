namespace ChatApp.Core.Broker;

/// <summary>The client has finished a message (PUBACK, PUBCOMP, a refusal), or it has expired: its place goes.</summary>
public sealed record RemoveMessage(long Session, long Sequence) : BrokerOperation;
