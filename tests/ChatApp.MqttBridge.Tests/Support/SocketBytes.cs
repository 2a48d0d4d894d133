using System.Buffers;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>The bytes of MQTT for tests that speak over plain sockets.</summary>
internal static class SocketBytes
{
    /// <summary>The CONNECT of a device, of 3.1.1.</summary>
    public static byte[] Connect((Session Session, string Token) device)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.Write(
            output, MqttClient.Connect(MqttVersion.V311, device.Session.Device.Value, device.Session.User.Value, device.Token), MqttVersion.V311);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>So many bytes, or fewer when the server closes.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        try
        {
            return bytes[..await stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellationToken)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
