namespace ChatApp.MqttBridge.Connections;

/// <summary>Every way a peer can break the protocol or the listener's limits; each one maps to a reason code.</summary>
internal enum ProtocolError
{
    /// <summary>The remaining length has more than four bytes, or more than it needs.</summary>
    MalformedRemainingLength,

    /// <summary>The packet is larger than the listener accepts.</summary>
    PacketTooLarge,

    /// <summary>The connection ended in the middle of a packet.</summary>
    UnexpectedEnd,

    /// <summary>The packet type is reserved in the protocol version in use.</summary>
    ReservedPacketType,

    /// <summary>The flag bits of the fixed header are not the ones that the type asks for.</summary>
    WrongFlags,

    /// <summary>The body ends before its last field.</summary>
    TruncatedPacket,

    /// <summary>The body goes on after its last field.</summary>
    TrailingBytes,

    /// <summary>A string is not well-formed UTF-8, or holds U+0000 or a noncharacter.</summary>
    MalformedString,

    /// <summary>A variable byte integer has more than four bytes, or more than it needs.</summary>
    MalformedVariableInteger,

    /// <summary>A packet identifier is 0.</summary>
    ZeroPacketIdentifier,

    /// <summary>A quality of service is 3.</summary>
    InvalidQualityOfService,

    /// <summary>A QoS 0 message says that it is a repetition.</summary>
    DuplicateWithoutAcknowledgement,

    /// <summary>A property's identifier is not in the specification.</summary>
    UnknownProperty,

    /// <summary>A property is not one that this packet may carry.</summary>
    MisplacedProperty,

    /// <summary>A property that may come once comes twice.</summary>
    DuplicateProperty,

    /// <summary>A property's value is out of its range.</summary>
    InvalidPropertyValue,

    /// <summary>More user properties in one packet than the listener accepts.</summary>
    TooManyUserProperties,

    /// <summary>A topic name is empty, or holds a wildcard.</summary>
    InvalidTopicName,

    /// <summary>A topic filter is empty.</summary>
    InvalidTopicFilter,

    /// <summary>A topic alias is 0 or above the announced maximum, or was never given a topic.</summary>
    InvalidTopicAlias,

    /// <summary>A SUBSCRIBE or UNSUBSCRIBE without a filter.</summary>
    NoTopicFilter,

    /// <summary>More filters in one SUBSCRIBE or UNSUBSCRIBE than the listener accepts.</summary>
    TooManyTopicFilters,

    /// <summary>The reserved bits of a subscription's options are not 0, or its retain handling is 3.</summary>
    InvalidSubscriptionOptions,

    /// <summary>"No local" was asked for on a shared subscription.</summary>
    NoLocalOnSharedSubscription,

    /// <summary>A reason code that the specification does not give to this packet.</summary>
    InvalidReasonCode,

    /// <summary>CONNECT names another protocol.</summary>
    UnknownProtocol,

    /// <summary>CONNECT asks for a version that is not spoken here.</summary>
    UnsupportedVersion,

    /// <summary>The connect flags contradict each other, or the reserved one is set.</summary>
    InvalidConnectFlags,

    /// <summary>The CONNACK's flags are not 0 or 1.</summary>
    InvalidConnackFlags,

    /// <summary>The first packet is not CONNECT.</summary>
    NotConnected,

    /// <summary>A second CONNECT on the same connection.</summary>
    AlreadyConnected,

    /// <summary>A packet that a client may not send, or not now.</summary>
    UnexpectedPacket,

    /// <summary>A message to be retained, which the CONNACK said is not possible here.</summary>
    RetainNotSupported,

    /// <summary>More unacknowledged messages than the listener's Receive Maximum.</summary>
    ReceiveMaximumExceeded,

    /// <summary>An enhanced authentication that was not agreed on.</summary>
    UnexpectedAuthentication,

    /// <summary>No CONNECT came in time.</summary>
    ConnectTooSlow,

    /// <summary>A packet was begun and not finished in time.</summary>
    PacketTooSlow,

    /// <summary>The server holds more for the connection than it may.</summary>
    MemoryExceeded,
}
