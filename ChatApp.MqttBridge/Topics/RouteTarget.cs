using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// What one session gets of a topic: a single copy, however many of its subscriptions match, with the highest quality of service among
/// them and all their identifiers (MQTT 3.1.1, 3.3.5-1; 5.0, 3.3.4-2 and 3.3.4-4).
/// </summary>
/// <param name="Session">The receiver.</param>
/// <param name="QoS">The highest quality of service granted.</param>
/// <param name="RetainAsPublished">Whether the RETAIN flag stays as it came.</param>
/// <param name="Identifiers">The subscription identifiers; empty for most.</param>
internal sealed record RouteTarget(TopicSession Session, QoS QoS, bool RetainAsPublished, int[] Identifiers)
{
    /// <summary>What it gets of its own messages: nothing when every subscription that matches is "no local"; itself for most.</summary>
    public RouteTarget? Local { get; init; }

    /// <summary>The shared subscription whose member it is; <see langword="null"/> for one's own subscriptions.</summary>
    public ShareGroup? Group { get; init; }
}
