using System.Buffers;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>One control packet on the wire: its first byte, and the body that follows the remaining length.</summary>
/// <remarks>The body points into the connection's read buffer and is valid until the handler advances it.</remarks>
internal readonly record struct MqttFrame(byte Header, ReadOnlySequence<byte> Body)
{
    public MqttPacketType Type => (MqttPacketType)(Header >> 4);

    public byte Flags => (byte)(Header & 0x0F);
}
