namespace ChatApp.MqttBridge.Mqtt.Requests;

/// <summary>One PUBLISH to <c>chat/rpc/{method}</c>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Body">Its parameters, a copy: the packet's bytes are gone with the next read.</param>
/// <param name="Correlation">What the client knows the answer by; of 5.0 alone.</param>
internal sealed record Request(string Method, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte>? Correlation);
