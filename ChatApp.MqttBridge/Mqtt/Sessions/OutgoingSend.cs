using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>One PUBLISH on its way to the log, and to its acknowledgement.</summary>
/// <param name="QoS">What it came with.</param>
/// <param name="PacketIdentifier">What its acknowledgement carries; 0 for QoS 0.</param>
/// <param name="ClientId">The sender's own id of it, as it was written; <see langword="null"/> when there was none to be read.</param>
/// <param name="Draft">The message, or why there is none.</param>
internal sealed record OutgoingSend(QoS QoS, ushort PacketIdentifier, string? ClientId, Outcome<MessageDraft> Draft)
{
    /// <summary>Whether it is a message of the chat. What is none is only acknowledged in its turn, or refused.</summary>
    public bool IsMessage { get; init; } = true;

    /// <summary>The bytes of its payload.</summary>
    public int Size { get; init; }

    /// <summary>Something else that has to be answered in its turn.</summary>
    public OutgoingSend(MqttPacket answer, Task committed)
        : this(QoS.AtMostOnce, 0, ClientId: null, ErrorCode.Forbidden)
    {
        Answer = answer;
        Committed = committed;
    }

    /// <summary>The answer, when this is no message of the chat.</summary>
    public MqttPacket? Answer { get; }

    /// <summary>What follows once the answer is among what goes to the client.</summary>
    public Func<ValueTask>? Then { get; init; }

    /// <summary>Done when the answer may be sent.</summary>
    public Task Committed { get; } = Task.CompletedTask;

    /// <summary>What may be appended again when its outcome stays unknown.</summary>
    public PendingMessage? Pending { get; set; }

    /// <summary>What becomes of it, once it has its place in the order; <see langword="null"/> when it was told to the others and is nothing
    /// to be stored.</summary>
    public Task<Outcome<SentMessage>>? Stored { get; set; }

    /// <summary>Its way to the log, once that was begun.</summary>
    public Task? Submitting { get; set; }
}
