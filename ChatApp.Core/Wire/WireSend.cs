using System.Text.Json.Serialization;

namespace ChatApp.Core.Wire;

/// <summary>A message that a client wants to send: the body of <c>chat/send</c>, of the hub's <c>Send</c> and of <c>POST /api/v1/messages</c>.</summary>
/// <param name="ClientId">A UUID made by the sender.</param>
/// <param name="To">Where to.</param>
/// <param name="Kind">What it is; absent means <c>text</c>.</param>
/// <param name="Text">The text.</param>
/// <param name="Payload">A JSON object for the kind.</param>
/// <param name="Mentions">User ids, or <c>["*"]</c>.</param>
/// <param name="ReplyTo">The sequence answered to.</param>
/// <param name="WireType">WildfireChat's number of a custom kind.</param>
/// <param name="ConfirmEveryone">Whether the sender knows that <c>["*"]</c> tells more than 20 people.</param>
public sealed record WireSend(
    string? ClientId,
    WireConversation? To,
    string? Kind,
    string? Text,
    [property: JsonConverter(typeof(RawJsonConverter))] string? Payload = null,
    IReadOnlyList<string>? Mentions = null,
    long? ReplyTo = null,
    int? WireType = null,
    bool? ConfirmEveryone = null);
