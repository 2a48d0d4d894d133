using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Writes SUBSCRIBE and UNSUBSCRIBE, and their answers.</summary>
internal static class SubscriptionWriter
{
    public static void Write<TSink>(ref TSink sink, MqttPacket packet, bool v5)
        where TSink : IMqttSink, allows ref struct
    {
        switch (packet)
        {
            case SubscribePacket subscribe:
                WriteHead(ref sink, subscribe.PacketIdentifier, subscribe.Properties, v5);
                foreach (var subscription in subscribe.Subscriptions)
                {
                    sink.Text(subscription.Filter);
                    sink.Byte(OptionsOf(subscription, v5));
                }

                break;
            case UnsubscribePacket unsubscribe:
                WriteHead(ref sink, unsubscribe.PacketIdentifier, unsubscribe.Properties, v5);
                foreach (var filter in unsubscribe.Filters)
                {
                    sink.Text(filter);
                }

                break;
            case SubackPacket suback:
                WriteHead(ref sink, suback.PacketIdentifier, suback.Properties, v5);
                foreach (var reason in suback.Reasons)
                {
                    // MQTT 3.1.1, 3.9.3-2: every refusal is 0x80.
                    sink.Byte((byte)(v5 || reason < ReasonCode.UnspecifiedError ? reason : ReasonCode.UnspecifiedError));
                }

                break;
            case UnsubackPacket unsuback:
                WriteHead(ref sink, unsuback.PacketIdentifier, unsuback.Properties, v5);
                for (var i = 0; v5 && i < unsuback.Reasons.Count; i++)
                {
                    sink.Byte((byte)unsuback.Reasons[i]);
                }

                break;
        }
    }

    private static void WriteHead<TSink>(ref TSink sink, ushort packetIdentifier, MqttProperties properties, bool v5)
        where TSink : IMqttSink, allows ref struct
    {
        sink.UInt16(packetIdentifier);
        if (v5)
        {
            MqttPropertyWriter.Write(ref sink, properties);
        }
    }

    private static byte OptionsOf(TopicSubscription subscription, bool v5)
    {
        var options = (int)subscription.QoS;
        if (v5)
        {
            options |= (subscription.NoLocal ? 0x04 : 0) | (subscription.RetainAsPublished ? 0x08 : 0) | ((int)subscription.RetainHandling << 4);
        }

        return (byte)options;
    }
}
