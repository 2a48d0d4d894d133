using System.Text.Json.Serialization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>The outcome of a send where no acknowledgement can carry it: the payload of <c>chat/result</c>.</summary>
public sealed record WireResult(
    string? ClientId,
    bool Ok,
    string? MessageId = null,
    long? Sequence = null,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? SentAt = null,
    string? Error = null,
    string? Message = null)
{
    /// <summary>The outcome of a send.</summary>
    public static WireResult From(string? clientId, Outcome<SentMessage> sent) => sent.Refusal is { } refusal
        ? new(clientId, Ok: false, Error: refusal.ToString())
        : new(clientId, Ok: true, sent.Value.Message.Id.ToString(), sent.Value.Message.Sequence, sent.Value.Message.SentAt);
}
