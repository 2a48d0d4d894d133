using System.Text.Json.Serialization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>The outcome of a send where no acknowledgement can carry it: the payload of <c>chat/result</c>. One that moderation keeps back is
/// <c>ok</c> with the state <c>held</c>, and has neither an id nor a place.</summary>
public sealed record WireResult(
    string? ClientId,
    bool Ok,
    string? MessageId = null,
    long? Sequence = null,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? SentAt = null,
    string? Error = null,
    [property: JsonPropertyName("message")] string? Explanation = null,
    string? State = null)
{
    /// <summary>The outcome of a send.</summary>
    public static WireResult From(string? clientId, Outcome<SentMessage> sent)
        => sent.Refusal is { } refusal ? new(clientId, Ok: false, Error: refusal.ToString()) : Of(clientId, sent.Value.Message);

    /// <summary>The outcome of a send that was carried out; of a message or of something that is told and never stored.</summary>
    public static WireResult Of(string? clientId, Message? message) => message?.State == MessageState.Held
        ? new(clientId, Ok: true, SentAt: message.SentAt, State: WireSent.Held)
        : new(clientId, Ok: true, message?.Id.ToString(), message?.Sequence, message?.SentAt);
}
