using System.Buffers;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Reads CONNECT, the one packet that brings its own version.</summary>
internal static class ConnectReader
{
    private const int ProtocolNameBytes = 4;
    private const byte ReservedFlag = 0x01;
    private const byte CleanStartFlag = 0x02;
    private const byte WillFlag = 0x04;
    private const byte WillQoSAndRetain = 0x38;
    private const byte WillRetainFlag = 0x20;
    private const byte PasswordFlag = 0x40;
    private const byte UserNameFlag = 0x80;

    // MQTT 5.0, 3.1: body of CONNECT. What is marked * is there when its flag is set; 3.1.1 has no properties.
    //
    //   +----------+---------+-------+------------+------------+-----------+--------+------------+
    //   | 00 04    | version | flags | keep alive | properties | client id | will * | user name *|
    //   | M Q T T  |         |       | seconds    |            |           |        | password * |
    //   +----------+---------+-------+------------+------------+-----------+--------+------------+
    //
    //   flags: user name | password | will retain | will QoS 2 | will | clean start | 0
    //
    /// <exception cref="ProtocolViolationException">
    /// The packet is malformed. <see cref="ProtocolError.UnsupportedVersion"/> is the one error that is still answered in 3.1.1.
    /// </exception>
    public static ConnectPacket Read(ref MqttBodyReader body, MqttReadLimits limits)
    {
        var version = ReadVersion(ref body);
        var flags = body.ReadByte();
        CheckFlags(flags, version);
        var keepAlive = body.ReadUInt16();
        var properties = ReadProperties(ref body, version, MqttPacketType.Connect, limits);
        var clientId = body.ReadText();
        var will = (flags & WillFlag) != 0 ? ReadWill(ref body, flags, version, limits) : null;
        var userName = (flags & UserNameFlag) != 0 ? body.ReadText() : null;

        // Not "null": that would become an empty password, by way of the conversion from an array.
        var password = (flags & PasswordFlag) != 0 ? body.ReadBinary() : default(ReadOnlyMemory<byte>?);
        return new ConnectPacket(version, clientId, (flags & CleanStartFlag) != 0, keepAlive, properties, will, userName, password);
    }

    /// <summary>The version of a CONNECT that is wrong elsewhere, so that its refusal can be told in the client's own words.</summary>
    public static MqttVersion? TryReadVersion(ReadOnlySequence<byte> frame)
    {
        try
        {
            var body = new MqttBodyReader(frame);
            return ReadVersion(ref body);
        }
        catch (ProtocolViolationException)
        {
            return null;
        }
    }

    private static MqttVersion ReadVersion(ref MqttBodyReader body)
    {
        Span<byte> name = stackalloc byte[ProtocolNameBytes];
        if (body.ReadUInt16() != ProtocolNameBytes || !body.TryCopy(name) || !name.SequenceEqual("MQTT"u8))
        {
            throw new ProtocolViolationException(ProtocolError.UnknownProtocol);
        }

        var version = (MqttVersion)body.ReadByte();
        return version is MqttVersion.V311 or MqttVersion.V500
            ? version
            : throw new ProtocolViolationException(ProtocolError.UnsupportedVersion);
    }

    private static void CheckFlags(byte flags, MqttVersion version)
    {
        var willWithoutFlag = (flags & WillFlag) == 0 && (flags & WillQoSAndRetain) != 0;

        // MQTT 3.1.1, 3.1.2-22: no password without a user name. 5.0 allows it.
        var passwordAlone = version == MqttVersion.V311 && (flags & PasswordFlag) != 0 && (flags & UserNameFlag) == 0;
        if ((flags & ReservedFlag) != 0 || willWithoutFlag || passwordAlone)
        {
            throw new ProtocolViolationException(ProtocolError.InvalidConnectFlags);
        }
    }

    private static MqttWill ReadWill(ref MqttBodyReader body, byte flags, MqttVersion version, MqttReadLimits limits)
    {
        var qos = MqttPacketReader.ToQoS((flags >> 3) & 0b11);
        var properties = ReadProperties(ref body, version, MqttPacketType.Will, limits);
        var topic = body.ReadText();
        if (!TopicNames.IsValid(topic))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidTopicName);
        }

        return new MqttWill(topic, body.ReadBinary(), qos, (flags & WillRetainFlag) != 0, properties);
    }

    private static MqttProperties ReadProperties(ref MqttBodyReader body, MqttVersion version, MqttPacketType packet, MqttReadLimits limits)
        => version == MqttVersion.V500 ? MqttPropertyReader.Read(ref body, packet, limits.MaxUserProperties) : MqttProperties.Empty;
}
