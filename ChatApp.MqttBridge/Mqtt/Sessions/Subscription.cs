using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>What a client was granted for one topic.</summary>
/// <param name="QoS">What it is delivered with.</param>
/// <param name="Properties">The subscription's identifier, which every message for it carries (MQTT 5.0, 3.3.4-3).</param>
internal sealed record Subscription(QoS QoS, MqttProperties Properties);
