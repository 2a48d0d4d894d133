using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Reads control packets out of frames. It keeps no state and does not ask who may send what.</summary>
internal static class MqttPacketReader
{
    /// <summary>Reads one packet.</summary>
    /// <param name="version">The version of the connection; CONNECT brings its own.</param>
    /// <exception cref="ProtocolViolationException">The packet is not what the specification allows.</exception>
    public static MqttPacket Read(MqttFrame frame, MqttVersion version, MqttReadLimits limits)
    {
        CheckFlags(frame);
        var body = new MqttBodyReader(frame.Body);
        MqttPacket packet = frame.Type switch
        {
            MqttPacketType.Connect => ConnectReader.Read(ref body, limits),
            MqttPacketType.Connack => ReadConnack(ref body, version, limits),
            MqttPacketType.Publish => ReadPublish(ref body, frame.Flags, version, limits),
            MqttPacketType.Puback or MqttPacketType.Pubrec or MqttPacketType.Pubrel or MqttPacketType.Pubcomp =>
                ReadAcknowledgement(ref body, frame.Type, version, limits),
            MqttPacketType.Subscribe => SubscriptionReader.ReadSubscribe(ref body, version, limits),
            MqttPacketType.Suback => SubscriptionReader.ReadSuback(ref body, version, limits),
            MqttPacketType.Unsubscribe => SubscriptionReader.ReadUnsubscribe(ref body, version, limits),
            MqttPacketType.Unsuback => SubscriptionReader.ReadUnsuback(ref body, version, limits),
            MqttPacketType.Pingreq => PingreqPacket.Instance,
            MqttPacketType.Pingresp => PingrespPacket.Instance,
            MqttPacketType.Disconnect => ReadDisconnect(ref body, version, limits),
            MqttPacketType.Auth when version == MqttVersion.V500 => ReadAuth(ref body, limits),
            _ => throw new ProtocolViolationException(ProtocolError.ReservedPacketType),
        };
        body.ExpectEnd();
        return packet;
    }

    // MQTT 5.0, 2.1.3: all flag bits but those of PUBLISH are reserved, and have one right value.
    private static void CheckFlags(MqttFrame frame)
    {
        var expected = frame.Type switch
        {
            MqttPacketType.Publish => frame.Flags,
            MqttPacketType.Pubrel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe => 0b0010,
            _ => 0,
        };
        if (frame.Flags != expected)
        {
            throw new ProtocolViolationException(ProtocolError.WrongFlags);
        }
    }

    private static ConnackPacket ReadConnack(ref MqttBodyReader body, MqttVersion version, MqttReadLimits limits)
    {
        var flags = body.ReadByte();
        if (flags > 1)
        {
            throw new ProtocolViolationException(ProtocolError.InvalidConnackFlags);
        }

        if (version == MqttVersion.V311)
        {
            return new ConnackPacket(flags == 1, ReturnCodes.Reason(body.ReadByte()), MqttProperties.Empty);
        }

        var reason = ReadReason(ref body, MqttPacketType.Connack);
        var properties = MqttPropertyReader.Read(ref body, MqttPacketType.Connack, limits.MaxUserProperties);
        return new ConnackPacket(flags == 1, reason, properties);
    }

    // PUBLISH flags: bit 3 duplicate, bits 2 and 1 quality of service, bit 0 retain.
    private static PublishPacket ReadPublish(ref MqttBodyReader body, byte flags, MqttVersion version, MqttReadLimits limits)
    {
        var qos = ToQoS((flags >> 1) & 0b11);
        var duplicate = (flags & 0b1000) != 0;
        if (duplicate && qos == QoS.AtMostOnce)
        {
            throw new ProtocolViolationException(ProtocolError.DuplicateWithoutAcknowledgement);
        }

        var topic = body.ReadText();
        if (topic.Length == 0 ? version == MqttVersion.V311 : !TopicNames.IsValid(topic))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidTopicName);
        }

        var packetIdentifier = qos == QoS.AtMostOnce ? (ushort)0 : body.ReadPacketIdentifier();
        var properties = version == MqttVersion.V500
            ? MqttPropertyReader.Read(ref body, MqttPacketType.Publish, limits.MaxUserProperties)
            : MqttProperties.Empty;
        if (topic.Length == 0 && !properties.Has(PropertyId.TopicAlias))
        {
            throw new ProtocolViolationException(ProtocolError.InvalidTopicName);
        }

        return new PublishPacket(topic, qos, duplicate, (flags & 1) != 0, packetIdentifier, properties, body.Take(body.Remaining));
    }

    // MQTT 5.0, 3.4.2: the reason may be missing when it is "success", the property length when there are none.
    private static AcknowledgementPacket ReadAcknowledgement(
        ref MqttBodyReader body, MqttPacketType type, MqttVersion version, MqttReadLimits limits)
    {
        var packetIdentifier = body.ReadPacketIdentifier();
        var reason = ReasonCode.Success;
        var properties = MqttProperties.Empty;
        if (version == MqttVersion.V500 && !body.AtEnd)
        {
            reason = ReadReason(ref body, type);
            properties = ReadOptionalProperties(ref body, type, limits);
        }

        return new AcknowledgementPacket(type, packetIdentifier, reason, properties);
    }

    private static DisconnectPacket ReadDisconnect(ref MqttBodyReader body, MqttVersion version, MqttReadLimits limits)
    {
        var reason = ReasonCode.Success;
        var properties = MqttProperties.Empty;
        if (version == MqttVersion.V500 && !body.AtEnd)
        {
            reason = ReadReason(ref body, MqttPacketType.Disconnect);
            properties = ReadOptionalProperties(ref body, MqttPacketType.Disconnect, limits);
        }

        return new DisconnectPacket(reason, properties);
    }

    // MQTT 5.0, 3.15.2.1: reason and properties are left out together, or not at all.
    private static AuthPacket ReadAuth(ref MqttBodyReader body, MqttReadLimits limits)
    {
        if (body.AtEnd)
        {
            return new AuthPacket(ReasonCode.Success, MqttProperties.Empty);
        }

        var reason = ReadReason(ref body, MqttPacketType.Auth);
        return new AuthPacket(reason, MqttPropertyReader.Read(ref body, MqttPacketType.Auth, limits.MaxUserProperties));
    }

    private static MqttProperties ReadOptionalProperties(ref MqttBodyReader body, MqttPacketType type, MqttReadLimits limits)
        => body.AtEnd ? MqttProperties.Empty : MqttPropertyReader.Read(ref body, type, limits.MaxUserProperties);

    internal static ReasonCode ReadReason(ref MqttBodyReader body, MqttPacketType type)
    {
        var code = body.ReadByte();
        return ReasonCodes.IsAllowed(type, code) ? (ReasonCode)code : throw new ProtocolViolationException(ProtocolError.InvalidReasonCode);
    }

    internal static QoS ToQoS(int bits)
        => bits <= (int)QoS.ExactlyOnce ? (QoS)bits : throw new ProtocolViolationException(ProtocolError.InvalidQualityOfService);
}
