namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>What one client subscribes to. Changed by its reading loop, read by all.</summary>
internal sealed class Subscriptions
{
    private readonly Subscription?[] _topics = new Subscription?[Enum.GetValues<ChatTopic>().Length];

    public Subscription? this[ChatTopic topic] => Volatile.Read(ref _topics[(int)topic]);

    public void Set(ChatTopic topic, Subscription subscription) => Volatile.Write(ref _topics[(int)topic], subscription);

    /// <summary>Ends a subscription; whether there was one.</summary>
    public bool Remove(ChatTopic topic) => Interlocked.Exchange(ref _topics[(int)topic], null) is not null;
}
