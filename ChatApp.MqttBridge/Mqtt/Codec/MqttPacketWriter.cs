using System.Buffers;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Writes control packets. What 3.1.1 does not have (reasons, properties) is left out there.</summary>
internal static class MqttPacketWriter
{
    /// <summary>The size of the packet on the wire, fixed header included.</summary>
    public static int SizeOf(MqttPacket packet, MqttVersion version)
    {
        var bodyBytes = BodySizeOf(packet, version);
        return 1 + VariableIntegers.Size(bodyBytes) + bodyBytes;
    }

    /// <summary>Writes one packet; the caller flushes.</summary>
    /// <returns>Its size.</returns>
    public static int Write(IBufferWriter<byte> output, MqttPacket packet, MqttVersion version)
    {
        var bodyBytes = BodySizeOf(packet, version);
        var size = 1 + VariableIntegers.Size(bodyBytes) + bodyBytes;
        Write(output.GetSpan(size)[..size], packet, version, bodyBytes);
        output.Advance(size);
        return size;
    }

    /// <summary>Writes one packet into memory of its <see cref="SizeOf(MqttPacket, MqttVersion)"/>.</summary>
    public static void Write(Span<byte> destination, MqttPacket packet, MqttVersion version) => Write(destination, packet, version, BodySizeOf(packet, version));

    /// <summary>The size of properties in a packet, their length included; 3.1.1 has none.</summary>
    public static int SizeOf(MqttProperties properties, MqttVersion version)
    {
        var sink = default(CountingSink);
        if (version == MqttVersion.V500)
        {
            MqttPropertyWriter.Write(ref sink, properties);
        }

        return sink.Count;
    }

    private static void Write(Span<byte> destination, MqttPacket packet, MqttVersion version, int bodyBytes)
    {
        var sink = new SpanSink(destination);
        sink.Byte((byte)(((int)packet.Type << 4) | FlagsOf(packet)));
        sink.VariableInteger(bodyBytes);
        WriteBody(ref sink, packet, version);
    }

    private static int BodySizeOf(MqttPacket packet, MqttVersion version)
    {
        var sink = default(CountingSink);
        WriteBody(ref sink, packet, version);
        return sink.Count;
    }

    private static int FlagsOf(MqttPacket packet) => packet switch
    {
        PublishPacket publish => (publish.Duplicate ? 0b1000 : 0) | ((int)publish.QoS << 1) | (publish.Retain ? 1 : 0),
        SubscribePacket or UnsubscribePacket or AcknowledgementPacket { Type: MqttPacketType.Pubrel } => 0b0010,
        _ => 0,
    };

    private static void WriteBody<TSink>(ref TSink sink, MqttPacket packet, MqttVersion version)
        where TSink : IMqttSink, allows ref struct
    {
        var v5 = version == MqttVersion.V500;
        switch (packet)
        {
            case PublishPacket publish:
                WritePublish(ref sink, publish, v5);
                break;
            case AcknowledgementPacket acknowledgement:
                sink.UInt16(acknowledgement.PacketIdentifier);
                WriteReasonAndProperties(ref sink, acknowledgement.Reason, acknowledgement.Properties, v5);
                break;
            case ConnectPacket connect:
                ConnectWriter.Write(ref sink, connect);
                break;
            case ConnackPacket connack:
                WriteConnack(ref sink, connack, v5);
                break;
            case SubscribePacket or UnsubscribePacket or SubackPacket or UnsubackPacket:
                SubscriptionWriter.Write(ref sink, packet, v5);
                break;
            case DisconnectPacket disconnect:
                WriteReasonAndProperties(ref sink, disconnect.Reason, disconnect.Properties, v5);
                break;
            case AuthPacket auth:
                if (auth.Reason != ReasonCode.Success || !auth.Properties.IsEmpty)
                {
                    sink.Byte((byte)auth.Reason);
                    MqttPropertyWriter.Write(ref sink, auth.Properties);
                }

                break;
            case PingreqPacket or PingrespPacket:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(packet), packet.Type, message: null);
        }
    }

    private static void WritePublish<TSink>(ref TSink sink, PublishPacket publish, bool v5)
        where TSink : IMqttSink, allows ref struct
    {
        sink.Text(publish.Topic);
        if (publish.QoS != QoS.AtMostOnce)
        {
            sink.UInt16(publish.PacketIdentifier);
        }

        if (v5)
        {
            MqttPropertyWriter.Write(ref sink, publish.Properties);
        }

        sink.Rest(publish.Payload);
    }

    private static void WriteConnack<TSink>(ref TSink sink, ConnackPacket connack, bool v5)
        where TSink : IMqttSink, allows ref struct
    {
        sink.Byte(connack.SessionPresent ? (byte)1 : (byte)0);
        if (v5)
        {
            sink.Byte((byte)connack.Reason);
            MqttPropertyWriter.Write(ref sink, connack.Properties);
        }
        else
        {
            sink.Byte(ReturnCodes.Of(connack.Reason)
                ?? throw new ArgumentOutOfRangeException(nameof(connack), connack.Reason, "3.1.1 has no return code for it."));
        }
    }

    // MQTT 5.0, 3.4.2 and 3.14.2: "success" without properties is written with neither, another reason without properties alone.
    private static void WriteReasonAndProperties<TSink>(ref TSink sink, ReasonCode reason, MqttProperties properties, bool v5)
        where TSink : IMqttSink, allows ref struct
    {
        if (!v5 || (reason == ReasonCode.Success && properties.IsEmpty))
        {
            return;
        }

        sink.Byte((byte)reason);
        if (!properties.IsEmpty)
        {
            MqttPropertyWriter.Write(ref sink, properties);
        }
    }
}
