namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>How far a connection has come.</summary>
internal enum LinkPhase
{
    /// <summary>Its CONNECT has not come, or not all of it.</summary>
    AwaitingConnect,

    /// <summary>Its token is being checked.</summary>
    Authenticating,

    /// <summary>It was accepted.</summary>
    Connected,
}
