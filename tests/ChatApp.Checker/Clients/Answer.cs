using System.Globalization;
using System.Text.Json;
using ChatApp.Checker.History;

namespace ChatApp.Checker.Clients;

/// <summary>What a door answered to a send.</summary>
internal sealed record Answer(SendOutcome Outcome, long Sequence = 0, long MessageId = 0, string? Error = null)
{
    public static Answer Unknown(string why) => new(SendOutcome.Unknown, Error: why);

    /// <summary>An acknowledgement of any door.</summary>
    public static Answer Acked(JsonElement sent) => new(
        SendOutcome.Acked, sent.GetProperty("sequence").GetInt64(), long.Parse(sent.GetProperty("messageId").GetString()!, CultureInfo.InvariantCulture));

    /// <summary>A refusal by its name: those that pass by themselves are as good as no answer.</summary>
    public static Answer Refused(string code)
        => code is "TooBusy" or "TooFast" or "Unavailable" or "Unauthenticated" ? Unknown(code) : new Answer(SendOutcome.Refused, Error: code);
}
