namespace ChatApp.Core.Broker;

/// <summary>PUBREL came: the packet identifier is free.</summary>
public sealed record ForgetIdentifier(long Session, ushort PacketIdentifier) : BrokerOperation;
