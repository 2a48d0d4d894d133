namespace ChatApp.MqttBridge.Mqtt;

/// <summary>Where the bridge listens; the configuration's section <c>Mqtt</c>.</summary>
public sealed class MqttOptions
{
    /// <summary>The TCP port; 0 for none. The product's default is 0, and 1883 in Development.</summary>
    public int Port { get; set; }

    /// <summary>The address to listen on. Defaults to loopback: a password in plain text has no business on a network.</summary>
    public string Address { get; set; } = "127.0.0.1";
}
