namespace ChatApp.Web.Composition;

/// <summary>Where MQTT is answered.</summary>
/// <param name="Port">The port, or 0 when the bridge is off.</param>
internal sealed record MqttListener(int Port);
