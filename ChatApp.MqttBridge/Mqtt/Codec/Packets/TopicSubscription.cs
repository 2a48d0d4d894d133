namespace ChatApp.MqttBridge.Mqtt.Codec.Packets;

/// <summary>One filter of a SUBSCRIBE, and what is asked for it. In 3.1.1 there is only the quality of service.</summary>
/// <param name="QoS">The highest quality of service to deliver with.</param>
/// <param name="NoLocal">Messages that this client published are not sent back to it.</param>
/// <param name="RetainAsPublished">Forwarded messages keep the RETAIN flag they came with.</param>
internal readonly record struct TopicSubscription(
    string Filter, QoS QoS, bool NoLocal = false, bool RetainAsPublished = false, RetainHandling RetainHandling = RetainHandling.SendAtSubscribe);
