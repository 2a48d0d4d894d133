using System.Text.Json.Serialization;

namespace ChatApp.Core.Wire;

/// <summary>The outcome of a send where no acknowledgement can carry it: the payload of <c>chat/result</c>.</summary>
public sealed record WireResult(
    string? ClientId,
    bool Ok,
    string? MessageId = null,
    long? Sequence = null,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? SentAt = null,
    string? Error = null,
    string? Message = null);
