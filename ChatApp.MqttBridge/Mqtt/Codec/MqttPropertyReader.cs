using ChatApp.MqttBridge.Connections;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Reads the properties of a packet of MQTT 5.0, as strictly as the specification allows.</summary>
internal static class MqttPropertyReader
{
    // MQTT 5.0, 2.2.2: properties.
    //
    //   +-------------------+------------+-------+------------+-------+--
    //   | length, variable  | identifier | value | identifier | value | …
    //   +-------------------+------------+-------+------------+-------+--
    //
    /// <exception cref="ProtocolViolationException">A property is unknown, misplaced, repeated, malformed or out of its range.</exception>
    public static MqttProperties Read(ref MqttBodyReader body, MqttPacketType packet, int maxUserProperties)
    {
        var length = body.ReadVariableInteger();
        if (length == 0)
        {
            return MqttProperties.Empty;
        }

        var reader = new MqttBodyReader(body.Take(length));
        var items = new List<MqttProperty>();
        var seen = 0L; // One bit for each identifier; the highest is 42.
        var userProperties = 0;
        while (!reader.AtEnd)
        {
            var number = reader.ReadVariableInteger();
            var kind = PropertyRules.KindIn(packet, number);
            var id = (PropertyId)number;
            if ((seen & (1L << number)) != 0 && !PropertyRules.MayRepeat(packet, id))
            {
                throw new ProtocolViolationException(ProtocolError.DuplicateProperty);
            }

            seen |= 1L << number;
            if (id == PropertyId.UserProperty && ++userProperties > maxUserProperties)
            {
                throw new ProtocolViolationException(ProtocolError.TooManyUserProperties);
            }

            items.Add(ReadValue(ref reader, id, kind));
        }

        // MQTT 5.0, 3.1.2.11.10: data without a method is an error in every packet that can carry the two.
        if ((seen & (1L << (int)PropertyId.AuthenticationData)) != 0 && (seen & (1L << (int)PropertyId.AuthenticationMethod)) == 0)
        {
            throw new ProtocolViolationException(ProtocolError.UnexpectedAuthentication);
        }

        return new MqttProperties(items);
    }

    private static MqttProperty ReadValue(ref MqttBodyReader reader, PropertyId id, PropertyKind kind)
    {
        switch (kind)
        {
            case PropertyKind.Byte:
                return Number(id, reader.ReadByte());
            case PropertyKind.UInt16:
                return Number(id, reader.ReadUInt16());
            case PropertyKind.UInt32:
                return Number(id, reader.ReadUInt32());
            case PropertyKind.VariableInteger:
                return Number(id, (uint)reader.ReadVariableInteger());
            case PropertyKind.Binary:
                return MqttProperty.Of(id, reader.ReadBinary());
            case PropertyKind.TextPair:
                var name = reader.ReadText();
                return MqttProperty.User(name, reader.ReadText());
            case PropertyKind.Text:
                var text = reader.ReadText();

                // MQTT 5.0, 3.3.2-14: somebody will publish there.
                return id == PropertyId.ResponseTopic && !TopicNames.IsValid(text)
                    ? throw new ProtocolViolationException(ProtocolError.InvalidTopicName)
                    : MqttProperty.Of(id, text);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null);
        }
    }

    private static MqttProperty Number(PropertyId id, uint value)
    {
        PropertyRules.CheckNumber(id, value);
        return MqttProperty.Of(id, value);
    }
}
