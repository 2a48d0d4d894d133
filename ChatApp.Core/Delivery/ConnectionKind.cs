namespace ChatApp.Core.Delivery;

/// <summary>The door a live connection came through.</summary>
public enum ConnectionKind
{
    /// <summary>A page of the web application.</summary>
    Circuit,

    /// <summary>The SignalR hub.</summary>
    Hub,

    /// <summary>MQTT.</summary>
    Mqtt,

    /// <summary>CIM.</summary>
    Cim,
}
