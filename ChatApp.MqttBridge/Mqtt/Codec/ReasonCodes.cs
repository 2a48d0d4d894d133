using ChatApp.MqttBridge.Connections;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Which packet may carry which reason code, and what a violation is called on the wire.</summary>
internal static class ReasonCodes
{
    /// <summary>Whether the specification gives the code to the packet, whoever sends it.</summary>
    public static bool IsAllowed(MqttPacketType type, byte code) => type switch
    {
        MqttPacketType.Connack => code is 0x00 or (>= 0x80 and <= 0x8A) or 0x8C or 0x90 or 0x95 or 0x97 or (>= 0x99 and <= 0x9D) or 0x9F,
        MqttPacketType.Puback or MqttPacketType.Pubrec =>
            code is 0x00 or 0x10 or 0x80 or 0x83 or 0x87 or 0x90 or 0x91 or 0x97 or 0x99,
        MqttPacketType.Pubrel or MqttPacketType.Pubcomp => code is 0x00 or 0x92,
        MqttPacketType.Suback => code is <= 0x02 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91 or 0x97 or 0x9E or 0xA1 or 0xA2,
        MqttPacketType.Unsuback => code is 0x00 or 0x11 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91,
        MqttPacketType.Disconnect =>
            code is 0x00 or 0x04 or (>= 0x80 and <= 0x83) or 0x87 or 0x89 or 0x8B or (>= 0x8D and <= 0x90) or (>= 0x93 and <= 0xA2),
        MqttPacketType.Auth => code is 0x00 or 0x18 or 0x19,
        _ => false,
    };

    /// <summary>Whether a client may give this reason for its DISCONNECT; the others are the server's (MQTT 5.0, table 3-10).</summary>
    public static bool IsClientDisconnect(ReasonCode code)
        => (byte)code is 0x00 or 0x04 or (>= 0x80 and <= 0x83) or 0x90 or (>= 0x93 and <= 0x99);

    /// <summary>The code for a violation, of those that DISCONNECT may carry.</summary>
    public static ReasonCode Of(ProtocolError error) => error switch
    {
        ProtocolError.MalformedRemainingLength => ReasonCode.MalformedPacket,
        ProtocolError.PacketTooLarge => ReasonCode.PacketTooLarge,
        ProtocolError.UnexpectedEnd => ReasonCode.MalformedPacket,
        ProtocolError.ReservedPacketType => ReasonCode.MalformedPacket,
        ProtocolError.WrongFlags => ReasonCode.MalformedPacket,
        ProtocolError.TruncatedPacket => ReasonCode.MalformedPacket,
        ProtocolError.TrailingBytes => ReasonCode.MalformedPacket,
        ProtocolError.MalformedString => ReasonCode.MalformedPacket,
        ProtocolError.MalformedVariableInteger => ReasonCode.MalformedPacket,
        ProtocolError.ZeroPacketIdentifier => ReasonCode.ProtocolError,
        ProtocolError.InvalidQualityOfService => ReasonCode.MalformedPacket,
        ProtocolError.DuplicateWithoutAcknowledgement => ReasonCode.MalformedPacket,

        // MQTT 5.0, 2.2.2.2: an identifier that is not valid for the type of packet makes the packet malformed.
        ProtocolError.UnknownProperty => ReasonCode.MalformedPacket,
        ProtocolError.MisplacedProperty => ReasonCode.MalformedPacket,
        ProtocolError.DuplicateProperty => ReasonCode.ProtocolError,
        ProtocolError.InvalidPropertyValue => ReasonCode.ProtocolError,
        ProtocolError.TooManyUserProperties => ReasonCode.QuotaExceeded,
        ProtocolError.InvalidTopicName => ReasonCode.TopicNameInvalid,
        ProtocolError.InvalidTopicFilter => ReasonCode.TopicFilterInvalid,
        ProtocolError.InvalidTopicAlias => ReasonCode.TopicAliasInvalid,
        ProtocolError.NoTopicFilter => ReasonCode.ProtocolError,
        ProtocolError.TooManyTopicFilters => ReasonCode.QuotaExceeded,
        ProtocolError.InvalidSubscriptionOptions => ReasonCode.MalformedPacket,
        ProtocolError.NoLocalOnSharedSubscription => ReasonCode.ProtocolError,
        ProtocolError.InvalidReasonCode => ReasonCode.ProtocolError,
        ProtocolError.UnknownProtocol => ReasonCode.ProtocolError,
        ProtocolError.UnsupportedVersion => ReasonCode.ProtocolError,
        ProtocolError.InvalidConnectFlags => ReasonCode.MalformedPacket,
        ProtocolError.InvalidConnackFlags => ReasonCode.MalformedPacket,
        ProtocolError.NotConnected => ReasonCode.ProtocolError,
        ProtocolError.AlreadyConnected => ReasonCode.ProtocolError,
        ProtocolError.UnexpectedPacket => ReasonCode.ProtocolError,
        ProtocolError.RetainNotSupported => ReasonCode.RetainNotSupported,
        ProtocolError.ReceiveMaximumExceeded => ReasonCode.ReceiveMaximumExceeded,
        ProtocolError.UnexpectedAuthentication => ReasonCode.ProtocolError,
        ProtocolError.ConnectTooSlow => ReasonCode.KeepAliveTimeout,
        ProtocolError.PacketTooSlow => ReasonCode.KeepAliveTimeout,
        ProtocolError.MemoryExceeded => ReasonCode.QuotaExceeded,
    };
}
