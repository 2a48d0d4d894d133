using System.Buffers.Binary;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>
/// Reads the PUBLISH that nearly all are: with a topic, without properties. Nothing is allocated. Everything else, what is malformed
/// included, is left to <see cref="MqttPacketReader"/>.
/// </summary>
internal static class PlainPublish
{
    /// <param name="topic">The topic's bytes, which nobody has judged yet.</param>
    /// <param name="packetIdentifier">0 for QoS 0.</param>
    /// <returns>Whether it is such a packet.</returns>
    public static bool TryRead(
        byte flags, ReadOnlySpan<byte> body, MqttVersion version, out ReadOnlySpan<byte> topic, out ushort packetIdentifier, out ReadOnlySpan<byte> payload)
    {
        topic = default;
        payload = default;
        packetIdentifier = 0;
        var qos = (flags >> 1) & 0b11;
        if (qos > (int)QoS.ExactlyOnce || (flags & 0b1110) == 0b1000 || body.Length < sizeof(ushort))
        {
            return false;
        }

        var topicLength = BinaryPrimitives.ReadUInt16BigEndian(body);
        var at = sizeof(ushort) + topicLength;
        var rest = at + (qos == 0 ? 0 : sizeof(ushort)) + (version == MqttVersion.V500 ? 1 : 0);
        if (topicLength == 0 || body.Length < rest)
        {
            return false;
        }

        topic = body[sizeof(ushort)..at];
        if (qos != 0)
        {
            packetIdentifier = BinaryPrimitives.ReadUInt16BigEndian(body[at..]);
        }

        payload = body[rest..];
        return (qos == 0 || packetIdentifier != 0) && (version == MqttVersion.V311 || body[rest - 1] == 0);
    }
}
