using ChatApp.MqttBridge.Connections;
using static ChatApp.MqttBridge.Mqtt.Codec.MqttPacketType;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>What each property looks like, which packets may carry it, and which values it may have (MQTT 5.0, table 2-4).</summary>
internal static class PropertyRules
{
    private const int HighestId = (int)PropertyId.SharedSubscriptionAvailable;

    private static readonly Rule?[] Rules = BuildRules();

    /// <summary>The way a property is written, after checking that this packet may carry it.</summary>
    /// <exception cref="ProtocolViolationException">There is no such property, or not in this packet.</exception>
    public static PropertyKind KindIn(MqttPacketType packet, int id)
    {
        var rule = id <= HighestId ? Rules[id] : null;
        if (rule is null)
        {
            throw new ProtocolViolationException(ProtocolError.UnknownProperty);
        }

        return (rule.Packets & Bit(packet)) != 0 ? rule.Kind : throw new ProtocolViolationException(ProtocolError.MisplacedProperty);
    }

    /// <summary>The way a property is written.</summary>
    public static PropertyKind KindOf(PropertyId id) => Rules[(int)id]!.Kind;

    /// <summary>User properties may repeat everywhere; subscription identifiers in a PUBLISH only, one for each matching subscription.</summary>
    public static bool MayRepeat(MqttPacketType packet, PropertyId id)
        => id == PropertyId.UserProperty || (id == PropertyId.SubscriptionIdentifier && packet == Publish);

    /// <summary>Checks the value of a property that is a number.</summary>
    /// <exception cref="ProtocolViolationException">The value is out of the property's range.</exception>
    public static void CheckNumber(PropertyId id, uint value)
    {
        var inRange = id switch
        {
            PropertyId.PayloadFormatIndicator or PropertyId.RequestProblemInformation or PropertyId.RequestResponseInformation
                or PropertyId.MaximumQoS or PropertyId.RetainAvailable or PropertyId.WildcardSubscriptionAvailable
                or PropertyId.SubscriptionIdentifierAvailable or PropertyId.SharedSubscriptionAvailable => value <= 1,
            PropertyId.ReceiveMaximum or PropertyId.MaximumPacketSize or PropertyId.SubscriptionIdentifier => value != 0,
            PropertyId.TopicAlias => value != 0 ? true : throw new ProtocolViolationException(ProtocolError.InvalidTopicAlias),
            _ => true,
        };
        if (!inRange)
        {
            throw new ProtocolViolationException(ProtocolError.InvalidPropertyValue);
        }
    }

    private static Rule?[] BuildRules()
    {
        var rules = new Rule?[HighestId + 1];
        void Add(PropertyId id, PropertyKind kind, params ReadOnlySpan<MqttPacketType> packets)
        {
            var bits = 0;
            foreach (var packet in packets)
            {
                bits |= Bit(packet);
            }

            rules[(int)id] = new Rule(kind, bits);
        }

        Add(PropertyId.PayloadFormatIndicator, PropertyKind.Byte, Publish, Will);
        Add(PropertyId.MessageExpiryInterval, PropertyKind.UInt32, Publish, Will);
        Add(PropertyId.ContentType, PropertyKind.Text, Publish, Will);
        Add(PropertyId.ResponseTopic, PropertyKind.Text, Publish, Will);
        Add(PropertyId.CorrelationData, PropertyKind.Binary, Publish, Will);
        Add(PropertyId.SubscriptionIdentifier, PropertyKind.VariableInteger, Publish, Subscribe);
        Add(PropertyId.SessionExpiryInterval, PropertyKind.UInt32, Connect, Connack, Disconnect);
        Add(PropertyId.AssignedClientIdentifier, PropertyKind.Text, Connack);
        Add(PropertyId.ServerKeepAlive, PropertyKind.UInt16, Connack);
        Add(PropertyId.AuthenticationMethod, PropertyKind.Text, Connect, Connack, Auth);
        Add(PropertyId.AuthenticationData, PropertyKind.Binary, Connect, Connack, Auth);
        Add(PropertyId.RequestProblemInformation, PropertyKind.Byte, Connect);
        Add(PropertyId.WillDelayInterval, PropertyKind.UInt32, Will);
        Add(PropertyId.RequestResponseInformation, PropertyKind.Byte, Connect);
        Add(PropertyId.ResponseInformation, PropertyKind.Text, Connack);
        Add(PropertyId.ServerReference, PropertyKind.Text, Connack, Disconnect);
        Add(PropertyId.ReasonString, PropertyKind.Text,
            Connack, Puback, Pubrec, Pubrel, Pubcomp, Suback, Unsuback, Disconnect, Auth);
        Add(PropertyId.ReceiveMaximum, PropertyKind.UInt16, Connect, Connack);
        Add(PropertyId.TopicAliasMaximum, PropertyKind.UInt16, Connect, Connack);
        Add(PropertyId.TopicAlias, PropertyKind.UInt16, Publish);
        Add(PropertyId.MaximumQoS, PropertyKind.Byte, Connack);
        Add(PropertyId.RetainAvailable, PropertyKind.Byte, Connack);
        Add(PropertyId.UserProperty, PropertyKind.TextPair,
            Connect, Connack, Publish, Will, Puback, Pubrec, Pubrel, Pubcomp, Subscribe, Suback, Unsubscribe, Unsuback, Disconnect, Auth);
        Add(PropertyId.MaximumPacketSize, PropertyKind.UInt32, Connect, Connack);
        Add(PropertyId.WildcardSubscriptionAvailable, PropertyKind.Byte, Connack);
        Add(PropertyId.SubscriptionIdentifierAvailable, PropertyKind.Byte, Connack);
        Add(PropertyId.SharedSubscriptionAvailable, PropertyKind.Byte, Connack);
        return rules;
    }

    private static int Bit(MqttPacketType packet) => 1 << (int)packet;

    private sealed record Rule(PropertyKind Kind, int Packets);
}
