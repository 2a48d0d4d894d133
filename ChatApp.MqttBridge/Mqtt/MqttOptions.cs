namespace ChatApp.MqttBridge.Mqtt;

/// <summary>How the MQTT listener behaves.</summary>
public sealed class MqttOptions
{
    /// <summary>Takes the account's own password at CONNECT beside a device's token. Defaults to <see langword="false"/>.</summary>
    public bool PasswordLogin { get; set; }

    /// <summary>Lets clients in that give neither name nor password: a plain broker. Defaults to <see langword="false"/>.</summary>
    public bool OpenTopics { get; set; }

    /// <summary>
    /// How long a session lasts after its connection at most; what a client of 3.1.1 gets that asks for a session, and the most that one of
    /// 5.0 gets. Defaults to 7 days.
    /// </summary>
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(7);
}
