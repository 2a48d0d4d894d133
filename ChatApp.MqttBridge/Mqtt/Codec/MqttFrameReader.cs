using System.Buffers;
using ChatApp.MqttBridge.Connections;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Cuts control packets out of a byte stream.</summary>
internal static class MqttFrameReader
{
    private const int MaxLengthBytes = 4;

    // MQTT 5.0, 2.1: fixed header.
    //
    //   byte 0            bytes 1..4
    //   +--------+------+------------------------+---------
    //   | type 4 | flags| remaining length, 7 bits a byte  | body
    //   +--------+------+------------------------+---------
    //                     high bit set: one more length byte follows
    //
    /// <summary>Takes one packet off the front of the buffer, or leaves the buffer alone when it is not all there yet.</summary>
    /// <param name="maxPacketBytes">The largest packet accepted, fixed header included, as in MQTT 5.0's Maximum Packet Size.</param>
    /// <exception cref="ProtocolViolationException">The length is malformed, or too large.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxPacketBytes, out MqttFrame frame)
    {
        frame = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var header))
        {
            return false;
        }

        var length = 0;
        for (var i = 0; ; i++)
        {
            if (i == MaxLengthBytes)
            {
                throw new ProtocolViolationException(ProtocolError.MalformedRemainingLength);
            }

            if (!reader.TryRead(out var next))
            {
                return false;
            }

            length |= (next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0)
            {
                // MQTT 5.0, 1.5.5-1: the fewest bytes. 3.1.1 does not say so, and no encoder of it writes more.
                if (next == 0 && i > 0)
                {
                    throw new ProtocolViolationException(ProtocolError.MalformedRemainingLength);
                }

                break;
            }
        }

        // Refused from the length alone: waiting for the body would let one peer make us buffer 256 MB.
        if (reader.Consumed + length > maxPacketBytes)
        {
            throw new ProtocolViolationException(ProtocolError.PacketTooLarge);
        }

        if (reader.Remaining < length)
        {
            return false;
        }

        var body = buffer.Slice(reader.Position, length);
        frame = new MqttFrame(header, body);
        buffer = buffer.Slice(body.End);
        return true;
    }
}
