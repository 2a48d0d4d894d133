using System.Buffers;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.Testing;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

/// <summary>Whatever the bytes are, the codec reads a packet, asks for more, or says what is wrong: it never fails in another way.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class HostileBytesTests
{
    [Fact]
    public void P12_Every_packet_cut_at_every_byte_waits_for_more()
    {
        foreach (var (name, _, hex, _) in GoldenPackets.All)
        {
            var bytes = Wire.Hex(hex);
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                var buffer = new ReadOnlySequence<byte>(bytes, 0, cut);
                Assert.False(MqttFrameReader.TryRead(ref buffer, Wire.MaxPacketBytes, out _), $"{name} cut at {cut}");
                Assert.Equal(cut, buffer.Length);
            }
        }
    }

    [Fact]
    public void P12_Every_body_cut_at_every_byte_is_a_violation_or_a_shorter_packet_that_is_valid()
    {
        foreach (var (name, version, hex, packet) in GoldenPackets.All)
        {
            var bytes = Wire.Hex(hex);
            for (var length = 0; length < bytes.Length - 2; length++)
            {
                var cut = Wire.Packet(bytes[0], bytes.AsSpan(2, length));
                var shorter = ReadOrNull(cut, version);

                // What may be left out at the end (a payload, a reason, properties, further filters) makes a valid packet; it must then
                // be written back as it was read. CONNECT and CONNACK have nothing of the kind.
                Assert.True(shorter is null || packet.Type is not (MqttPacketType.Connect or MqttPacketType.Connack), $"{name} cut at {length}");
                if (shorter is not null)
                {
                    PacketComparison.AssertSame(shorter, Wire.Read(Wire.Write(shorter, version), version));
                }
            }
        }
    }

    [Fact]
    public void P12_Every_byte_of_every_packet_flipped_in_every_way_is_a_violation_or_a_valid_packet()
    {
        foreach (var (_, version, hex, _) in GoldenPackets.All)
        {
            var bytes = Wire.Hex(hex);
            for (var index = 0; index < bytes.Length; index++)
            {
                for (var mask = 1; mask <= 255; mask++)
                {
                    var flipped = bytes.ToArray();
                    flipped[index] ^= (byte)mask;
                    Check(flipped, version);
                }
            }
        }
    }

    [Fact]
    public void P11_A_hundred_thousand_mutated_CONNECTs_leave_no_trace()
    {
        var random = new Random(3448); // mosquitto#3448 ran out of memory on such a packet.
        var seeds = GoldenPackets.All
            .Where(golden => golden.Packet.Type == MqttPacketType.Connect)
            .Select(golden => (golden.Version, Bytes: Wire.Hex(golden.Bytes)))
            .ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var refused = 0;

        for (var i = 0; i < 100_000; i++)
        {
            var (version, bytes) = seeds[random.Next(seeds.Count)];
            refused += Check(Mutate(bytes, random), version) ? 0 : 1;
        }

        Assert.InRange(refused, 50_000, 100_000); // Else the mutations would not reach what they are meant for.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 * 1024 * 1024);
    }

    [Fact]
    public void P11_Mutations_of_all_packets_are_violations_or_valid_packets()
    {
        var random = new Random(20_261_121);
        var seeds = GoldenPackets.All.Select(golden => (golden.Version, Bytes: Wire.Hex(golden.Bytes))).ToList();
        for (var i = 0; i < 100_000; i++)
        {
            var (version, bytes) = seeds[random.Next(seeds.Count)];
            Check(Mutate(bytes, random), version);
        }
    }

    [Fact]
    public void P11_A_million_mutated_messages_are_read_by_the_short_way_as_by_the_long_one_and_leave_no_trace()
    {
        var random = new Random(1_000_000);
        var seeds = GoldenPackets.All
            .Where(golden => golden.Packet.Type == MqttPacketType.Publish)
            .Select(golden => (golden.Version, Bytes: Wire.Hex(golden.Bytes)))
            .ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var plain = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            var (version, bytes) = seeds[random.Next(seeds.Count)];
            plain += CheckPlain(Mutate(bytes, random), version) ? 1 : 0;
        }

        Assert.InRange(plain, 10_000, 990_000); // Both ways are taken.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 * 1024 * 1024);
    }

    private static bool CheckPlain(byte[] bytes, MqttVersion version)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        if (!TryReadFrame(ref buffer, out var frame)
            || frame.Type != MqttPacketType.Publish
            || !PlainPublish.TryRead(frame.Flags, frame.Body.FirstSpan, version, out var topic, out var packetIdentifier, out var payload))
        {
            return false;
        }

        try
        {
            var packet = Assert.IsType<MqttBridge.Mqtt.Codec.Packets.PublishPacket>(MqttPacketReader.Read(frame, version, Wire.Limits));
            Assert.Equal(System.Text.Encoding.UTF8.GetString(topic), packet.Topic);
            Assert.Equal(packetIdentifier, packet.PacketIdentifier);
            Assert.True(packet.Properties.IsEmpty);
            Assert.True(payload.SequenceEqual(packet.Payload.FirstSpan));
        }
        catch (ProtocolViolationException violation)
        {
            // The topic is judged by whoever looks it up.
            Assert.True(violation.Error is ProtocolError.MalformedString or ProtocolError.InvalidTopicName, violation.Message);
        }

        return true;
    }

    private static bool TryReadFrame(ref ReadOnlySequence<byte> buffer, out MqttFrame frame)
    {
        try
        {
            return MqttFrameReader.TryRead(ref buffer, Wire.MaxPacketBytes, out frame);
        }
        catch (ProtocolViolationException)
        {
            frame = default;
            return false;
        }
    }

    /// <summary>Reads all packets in the bytes; what is read must be written and read the same again.</summary>
    /// <returns>Whether nothing was refused.</returns>
    private static bool Check(byte[] bytes, MqttVersion version)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        try
        {
            while (MqttFrameReader.TryRead(ref buffer, Wire.MaxPacketBytes, out var frame))
            {
                var packet = MqttPacketReader.Read(frame, version, Wire.Limits);
                PacketComparison.AssertSame(packet, Wire.Read(Wire.Write(packet, version), version));
            }

            return true;
        }
        catch (ProtocolViolationException)
        {
            return false;
        }
    }

    private static MqttBridge.Mqtt.Codec.Packets.MqttPacket? ReadOrNull(byte[] bytes, MqttVersion version)
    {
        try
        {
            return Wire.Read(bytes, version);
        }
        catch (ProtocolViolationException)
        {
            return null;
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var body = seed.AsSpan(2).ToArray().ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(body.Count + 1);
            switch (random.Next(5))
            {
                case 0 when at < body.Count:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1 when at < body.Count:
                    body.RemoveRange(at, random.Next(1, Math.Min(8, body.Count - at) + 1));
                    break;
                case 2:
                    body.InsertRange(at, Enumerable.Range(0, random.Next(1, 8)).Select(_ => (byte)random.Next(256)));
                    break;
                case 3 when at < body.Count:
                    body.InsertRange(at, body.Skip(at).Take(random.Next(1, 16)).ToList());
                    break;
                default:
                    body.Insert(at, random.Next(2) == 0 ? (byte)0xFF : (byte)0);
                    break;
            }
        }

        // Mostly the right length, so that the body is reached; sometimes any.
        var packet = Wire.Packet(seed[0], body.ToArray());
        if (random.Next(8) == 0)
        {
            packet[1] = (byte)random.Next(256);
        }

        return packet;
    }
}
