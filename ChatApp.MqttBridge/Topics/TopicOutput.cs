using System.Buffers;
using System.Text;
using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Writes the broker's messages into one connection: in its version, within its packet size, with its topic aliases.</summary>
internal sealed class TopicOutput(MqttOutput output, MqttVersion version, ClientCapabilities client, BrokerFigures figures)
{
    private readonly OutgoingAliases? _aliases = client.TopicAliasMaximum > 0 ? new OutgoingAliases(client.TopicAliasMaximum) : null;

    /// <summary>The bytes of the topics that have aliases.</summary>
    public int HeldBytes => _aliases?.HeldBytes ?? 0;

    /// <summary>Appends a message with QoS 0.</summary>
    public SendResult Send(in Publication publication, bool retain, int[] identifiers, out bool flushIsDue)
    {
        var header = HeaderOf(QoS.AtMostOnce, retain, duplicate: false);
        if (_aliases is not null || (identifiers.Length > 0 && version == MqttVersion.V500))
        {
            return SendOwn(publication.Buffers, publication.Topic, publication.Parts, header, 0, identifiers, out flushIsDue);
        }

        return Append(publication.Buffers.Encode(publication.Parts, version, hasPacketIdentifier: false), header, 0, out flushIsDue);
    }

    /// <summary>Appends a message with QoS 1 or 2.</summary>
    public SendResult Send(in Publication publication, in OutgoingEntry entry, out bool flushIsDue)
    {
        var header = HeaderOf(entry.QoS, entry.Retain, entry.Repeated);
        if (_aliases is not null || (entry.SubscriptionIdentifiers.Length > 0 && version == MqttVersion.V500))
        {
            return SendOwn(
                publication.Buffers, publication.Topic, publication.Parts, header, entry.PacketIdentifier, entry.SubscriptionIdentifiers, out flushIsDue);
        }

        return Append(publication.Buffers.Encode(publication.Parts, version, hasPacketIdentifier: true), header, entry.PacketIdentifier, out flushIsDue);
    }

    /// <summary>Appends a message that waited.</summary>
    /// <param name="remaining">How many seconds it may still be delivered.</param>
    public SendResult Send(BrokerMessage message, uint? remaining, in OutgoingEntry entry, out bool flushIsDue)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(message.Topic.Length));
        var length = Encoding.UTF8.GetBytes(message.Topic, rented);
        var parts = new PublishParts(rented.AsSpan(0, length), message.Payload.Span, message.Properties.Span, remaining);
        var header = HeaderOf(entry.QoS, entry.Retain, entry.Repeated);
        var identifier = entry.QoS == QoS.AtMostOnce ? (ushort)0 : entry.PacketIdentifier;
        var result = SendOwn(PublicationBuffers.Current, message.Topic, parts, header, identifier, entry.SubscriptionIdentifiers, out flushIsDue);
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    private static byte HeaderOf(QoS qos, bool retain, bool duplicate)
        => (byte)(((int)MqttPacketType.Publish << 4) | (duplicate ? 0b1000 : 0) | ((int)qos << 1) | (retain ? 1 : 0));

    private SendResult SendOwn(
        PublicationBuffers buffers, string topic, in PublishParts parts, byte header, ushort packetIdentifier, int[] identifiers, out bool flushIsDue)
    {
        if (_aliases is null)
        {
            return Append(buffers.EncodeOwn(parts, version, packetIdentifier != 0, identifiers, 0, aliasIsKnown: false), header, packetIdentifier, out flushIsDue);
        }

        // Held until it is appended: nobody may use an alias before the packet that sets it.
        lock (_aliases)
        {
            var (alias, isKnown) = _aliases.Find(topic);
            var encoded = buffers.EncodeOwn(parts, version, packetIdentifier != 0, identifiers, alias, isKnown);
            var result = Append(encoded, header, packetIdentifier, out flushIsDue);
            if (result == SendResult.Sent)
            {
                _aliases.Confirm(topic, alias);
            }

            return result;
        }
    }

    private SendResult Append(PublishEncoder encoded, byte header, ushort packetIdentifier, out bool flushIsDue)
    {
        if (encoded.Length > client.MaximumPacketSize)
        {
            flushIsDue = false;
            figures.CountDropped();
            return SendResult.TooLarge;
        }

        return output.TryAppend(encoded.Packet, header, encoded.IdentifierAt, packetIdentifier, out flushIsDue) ? SendResult.Sent : SendResult.Congested;
    }
}
