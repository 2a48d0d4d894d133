namespace ChatApp.MqttBridge.Topics;

/// <summary>What became of a message that was given to a connection.</summary>
internal enum SendResult
{
    /// <summary>It is among the bytes that go to the client.</summary>
    Sent,

    /// <summary>The client is slow, and as much as may wait for it already does.</summary>
    Congested,

    /// <summary>The client takes no packet of that size.</summary>
    TooLarge,
}
