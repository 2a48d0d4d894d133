using System.Buffers;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Tests.Mqtt.Codec;

/// <summary>Compares packets field by field; records compare lists and memory by reference.</summary>
internal static class PacketComparison
{
    public static void AssertSame(MqttPacket expected, MqttPacket actual) => Assert.Equal(Describe(expected), Describe(actual));

    /// <summary>Every field of a packet as text.</summary>
    public static string Describe(MqttPacket packet) => packet switch
    {
        ConnectPacket p => $"CONNECT {p.Version} '{p.ClientId}' {p.CleanStart} {p.KeepAlive} {Describe(p.Properties)} {Describe(p.Will)} "
            + $"{p.UserName ?? "-"} {(p.Password is { } password ? Convert.ToHexString(password.Span) : "-")}",
        ConnackPacket p => $"CONNACK {p.SessionPresent} {p.Reason} {Describe(p.Properties)}",
        PublishPacket p => $"PUBLISH '{p.Topic}' {p.QoS} {p.Duplicate} {p.Retain} {p.PacketIdentifier} {Describe(p.Properties)} "
            + Convert.ToHexString(p.Payload.ToArray()),
        AcknowledgementPacket p => $"{p.Type} {p.PacketIdentifier} {p.Reason} {Describe(p.Properties)}",
        SubscribePacket p => $"SUBSCRIBE {p.PacketIdentifier} {string.Join(';', p.Subscriptions)} {Describe(p.Properties)}",
        SubackPacket p => $"SUBACK {p.PacketIdentifier} {string.Join(';', p.Reasons)} {Describe(p.Properties)}",
        UnsubscribePacket p => $"UNSUBSCRIBE {p.PacketIdentifier} {string.Join(';', p.Filters)} {Describe(p.Properties)}",
        UnsubackPacket p => $"UNSUBACK {p.PacketIdentifier} {string.Join(';', p.Reasons)} {Describe(p.Properties)}",
        DisconnectPacket p => $"DISCONNECT {p.Reason} {Describe(p.Properties)}",
        AuthPacket p => $"AUTH {p.Reason} {Describe(p.Properties)}",
        _ => packet.Type.ToString(),
    };

    private static string Describe(MqttWill? will) => will is null
        ? "-"
        : $"will '{will.Topic}' {Convert.ToHexString(will.Payload.Span)} {will.QoS} {will.Retain} {Describe(will.Properties)}";

    private static string Describe(MqttProperties properties)
        => "[" + string.Join(", ", properties.Items.Select(p => $"{p.Id}={p.Number}/{p.Name}/{p.Text}/{Convert.ToHexString(p.Bytes.Span)}")) + "]";
}
