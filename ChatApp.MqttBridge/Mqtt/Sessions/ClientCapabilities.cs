using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>What the client said that it can take. Only 5.0 says anything.</summary>
/// <param name="MaximumPacketSize">No packet above it may be sent (MQTT 5.0, 3.1.2-24).</param>
/// <param name="ReceiveMaximum">The most unacknowledged messages.</param>
/// <param name="TopicAliasMaximum">The most topic aliases that may be set to it (3.1.2-26).</param>
/// <param name="ProblemInformation">Whether acknowledgements may carry reason strings and user properties (3.1.2-29).</param>
internal sealed record ClientCapabilities(int MaximumPacketSize, int ReceiveMaximum, int TopicAliasMaximum, bool ProblemInformation)
{
    public static ClientCapabilities Of(ConnectPacket connect) => new(
        (int)Math.Min(connect.Properties.Number(PropertyId.MaximumPacketSize) ?? int.MaxValue, int.MaxValue),
        (int)(connect.Properties.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue),
        (int)(connect.Properties.Number(PropertyId.TopicAliasMaximum) ?? 0),
        connect.Properties.Number(PropertyId.RequestProblemInformation) != 0);
}
