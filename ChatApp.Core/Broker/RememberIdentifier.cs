namespace ChatApp.Core.Broker;

/// <summary>The server has received a QoS 2 message with this packet identifier, whose PUBREL has not come.</summary>
public sealed record RememberIdentifier(long Session, ushort PacketIdentifier) : BrokerOperation;
