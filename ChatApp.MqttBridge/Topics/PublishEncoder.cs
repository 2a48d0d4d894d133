using System.Buffers;
using System.Buffers.Binary;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// Writes PUBLISH into a buffer that is used again and again. The first byte and the packet identifier are left to whoever copies it
/// into a connection, so that one encoding serves every receiver of the same version.
/// </summary>
internal sealed class PublishEncoder
{
    private const int KeptBytes = 64 * 1024;
    private const int ExpiryBytes = 1 + sizeof(uint);
    private const int AliasBytes = 1 + sizeof(ushort);

    private byte[] _buffer = [];

    /// <summary>The packet, with a first byte that has only its type.</summary>
    public ReadOnlySpan<byte> Packet => _buffer.AsSpan(0, Length);

    public int Length { get; private set; }

    /// <summary>Where the packet identifier belongs; 0 in a packet without one.</summary>
    public int IdentifierAt { get; private set; }

    // MQTT 5.0, 3.3: PUBLISH. What is marked * is there when there is something; 3.1.1 has no properties.
    //
    //   +------+------------------+-------+----------------------+--------------+---------+
    //   | 3  f | remaining length | topic | packet identifier *  | properties   | payload |
    //   +------+------------------+-------+----------------------+--------------+---------+
    //
    /// <param name="identifiers">The subscription identifiers to send with it; 5.0 alone has them.</param>
    /// <param name="alias">The topic alias; 0 for none.</param>
    /// <param name="aliasIsKnown">Whether the client knows the alias, so that the topic is left out.</param>
    public void Encode(
        in PublishParts parts, MqttVersion version, bool hasPacketIdentifier, ReadOnlySpan<int> identifiers, ushort alias = 0, bool aliasIsKnown = false)
    {
        var v5 = version == MqttVersion.V500;
        var topic = aliasIsKnown ? [] : parts.Topic;
        var properties = v5 ? PropertyBytes(parts, identifiers, alias) : 0;
        var body = sizeof(ushort) + topic.Length + (hasPacketIdentifier ? sizeof(ushort) : 0)
            + (v5 ? VariableIntegers.Size(properties) + properties : 0) + parts.Payload.Length;
        Length = 1 + VariableIntegers.Size(body) + body;
        Reserve(Length);

        var place = _buffer.AsSpan();
        place[0] = (byte)MqttPacketType.Publish << 4;
        var at = 1 + VariableIntegers.Write(place[1..], body);
        BinaryPrimitives.WriteUInt16BigEndian(place[at..], (ushort)topic.Length);
        topic.CopyTo(place[(at + sizeof(ushort))..]);
        at += sizeof(ushort) + topic.Length;
        IdentifierAt = hasPacketIdentifier ? at : 0;
        at += hasPacketIdentifier ? sizeof(ushort) : 0;
        if (v5)
        {
            at += WriteProperties(place[at..], parts, properties, identifiers, alias);
        }

        parts.Payload.CopyTo(place[at..]);
    }

    /// <summary>Gives a large buffer back; a small one is kept for the next message.</summary>
    public void Reset()
    {
        Length = 0;
        if (_buffer.Length > KeptBytes)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private static int PropertyBytes(in PublishParts parts, ReadOnlySpan<int> identifiers, ushort alias)
    {
        var bytes = parts.Properties.Length + (parts.ExpirySeconds is null ? 0 : ExpiryBytes) + (alias == 0 ? 0 : AliasBytes);
        foreach (var identifier in identifiers)
        {
            bytes += 1 + VariableIntegers.Size(identifier);
        }

        return bytes;
    }

    private static int WriteProperties(Span<byte> place, in PublishParts parts, int bytes, ReadOnlySpan<int> identifiers, ushort alias)
    {
        var at = VariableIntegers.Write(place, bytes);
        if (parts.ExpirySeconds is { } seconds)
        {
            place[at] = (byte)PropertyId.MessageExpiryInterval;
            BinaryPrimitives.WriteUInt32BigEndian(place[(at + 1)..], seconds);
            at += ExpiryBytes;
        }

        if (alias != 0)
        {
            place[at] = (byte)PropertyId.TopicAlias;
            BinaryPrimitives.WriteUInt16BigEndian(place[(at + 1)..], alias);
            at += AliasBytes;
        }

        foreach (var identifier in identifiers)
        {
            place[at] = (byte)PropertyId.SubscriptionIdentifier;
            at += 1 + VariableIntegers.Write(place[(at + 1)..], identifier);
        }

        parts.Properties.CopyTo(place[at..]);
        return at + parts.Properties.Length;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length >= bytes)
        {
            return;
        }

        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = ArrayPool<byte>.Shared.Rent(bytes);
    }
}
