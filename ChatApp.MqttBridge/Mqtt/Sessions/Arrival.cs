namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>What a PUBLISH is to its receiver.</summary>
internal enum Arrival
{
    /// <summary>A message to be handled.</summary>
    New,

    /// <summary>The same QoS 2 message again, while the first copy is being handled: its PUBREC will answer both.</summary>
    RepeatedBeforeAnswer,

    /// <summary>The same QoS 2 message again, after its PUBREC: the PUBREC is due again.</summary>
    RepeatedAfterAnswer,

    /// <summary>The same QoS 2 message again, on another connection than the one that lost its PUBREC.</summary>
    RepeatedElsewhere,
}
