namespace ChatApp.MqttBridge.Topics;

/// <summary>The session of a client that connects.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsPresent">Whether it was there before, which CONNACK says.</param>
/// <param name="Written">Done when everything known of it is in the store.</param>
internal sealed record OpenedSession(TopicSession Session, bool IsPresent, Task Written);
