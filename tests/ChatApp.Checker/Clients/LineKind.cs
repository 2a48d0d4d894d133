namespace ChatApp.Checker.Clients;

/// <summary>The door a client comes through.</summary>
internal enum LineKind
{
    /// <summary>SignalR, as browsers and native apps.</summary>
    Hub,

    /// <summary>Requests, as back offices and robots.</summary>
    Http,

    /// <summary>MQTT, as phones.</summary>
    Mqtt,

    /// <summary>MQTT by mosquitto's own programs.</summary>
    Mosquitto,
}
