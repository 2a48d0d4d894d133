using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Writes CONNECT, as <see cref="ConnectReader"/> draws it.</summary>
internal static class ConnectWriter
{
    public static void Write<TSink>(ref TSink sink, ConnectPacket connect)
        where TSink : IMqttSink, allows ref struct
    {
        sink.Text("MQTT");
        sink.Byte((byte)connect.Version);
        sink.Byte(FlagsOf(connect));
        sink.UInt16(connect.KeepAlive);
        WriteProperties(ref sink, connect.Properties, connect.Version);
        sink.Text(connect.ClientId);
        if (connect.Will is { } will)
        {
            WriteProperties(ref sink, will.Properties, connect.Version);
            sink.Text(will.Topic);
            sink.Binary(will.Payload.Span);
        }

        if (connect.UserName is { } userName)
        {
            sink.Text(userName);
        }

        if (connect.Password is { } password)
        {
            sink.Binary(password.Span);
        }
    }

    private static byte FlagsOf(ConnectPacket connect)
    {
        var flags = connect.CleanStart ? 0x02 : 0;
        if (connect.Will is { } will)
        {
            flags |= 0x04 | ((int)will.QoS << 3) | (will.Retain ? 0x20 : 0);
        }

        return (byte)(flags | (connect.Password is null ? 0 : 0x40) | (connect.UserName is null ? 0 : 0x80));
    }

    private static void WriteProperties<TSink>(ref TSink sink, MqttProperties properties, MqttVersion version)
        where TSink : IMqttSink, allows ref struct
    {
        if (version == MqttVersion.V500)
        {
            MqttPropertyWriter.Write(ref sink, properties);
        }
    }
}
