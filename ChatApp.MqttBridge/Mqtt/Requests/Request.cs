using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Mqtt.Requests;

/// <summary>One PUBLISH to <c>chat/rpc/{method}</c>.</summary>
/// <param name="Method">The method.</param>
/// <param name="Body">Its parameters, a copy: the packet's bytes are gone with the next read.</param>
/// <param name="Correlation">What the client knows the answer by; of 5.0 alone.</param>
/// <param name="QoS">What it came with.</param>
/// <param name="AnswerTo">The free topic that the answer is published to; <see langword="null"/> for <c>chat/rpc/reply</c>.</param>
internal sealed record Request(string Method, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte>? Correlation, QoS QoS, string? AnswerTo)
{
    /// <summary>The bytes that it holds.</summary>
    public int Size => Body.Length + (Correlation?.Length ?? 0) + (sizeof(char) * (Method.Length + (AnswerTo?.Length ?? 0)));
}
