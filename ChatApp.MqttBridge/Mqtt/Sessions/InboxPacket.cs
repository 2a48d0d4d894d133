using System.Buffers;
using System.Buffers.Binary;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// A message as the PUBLISH that carries it to <c>chat/inbox</c>, encoded once for all readers that get the same bytes; only the packet
/// identifier is each reader's own.
/// </summary>
internal sealed class InboxPacket
{
    // Of every thread: a thread that serves many readers of a group gives them the same message one after the other.
    [ThreadStatic]
    private static InboxPacket? _last;

    private readonly Message _message;
    private readonly MqttVersion _version;
    private readonly QoS _qos;
    private readonly byte[] _bytes;

    // Zero in a packet that has none.
    private readonly int _identifierAt;

    private InboxPacket(Message message, UserId reader, MqttVersion version, Subscription inbox)
    {
        _message = message;
        _version = version;
        _qos = inbox.QoS;
        var payload = BridgeJson.Message(message, reader);
        var packet = new PublishPacket(ChatTopics.Inbox, inbox.QoS, Duplicate: false, Retain: false, PacketIdentifier: 1, inbox.Properties, new(payload));
        _bytes = new byte[MqttPacketWriter.SizeOf(packet, version)];
        MqttPacketWriter.Write(_bytes, packet, version);
        _identifierAt = inbox.QoS == QoS.AtMostOnce ? 0 : _bytes.Length - payload.Length - MqttPacketWriter.SizeOf(inbox.Properties, version) - sizeof(ushort);
    }

    public int Size => _bytes.Length;

    /// <summary>The packet of a message for one reader.</summary>
    public static InboxPacket Of(Message message, UserId reader, MqttVersion version, Subscription inbox)
    {
        // In a single chat the conversation is named after the other person, so that its two readers get different bytes.
        if (message.Key.Type == Core.Conversations.ConversationType.Single || !inbox.Properties.IsEmpty)
        {
            return new InboxPacket(message, reader, version, inbox);
        }

        if (_last is { } last && ReferenceEquals(last._message, message) && last._version == version && last._qos == inbox.QoS)
        {
            return last;
        }

        return _last = new InboxPacket(message, reader, version, inbox);
    }

    /// <summary>Appends the packet with one reader's packet identifier in it.</summary>
    public void WriteTo(IBufferWriter<byte> output, ushort packetIdentifier)
    {
        var place = output.GetSpan(_bytes.Length);
        _bytes.CopyTo(place);
        if (_identifierAt > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(place[_identifierAt..], packetIdentifier);
        }

        output.Advance(_bytes.Length);
    }
}
