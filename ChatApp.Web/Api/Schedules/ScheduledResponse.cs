using System.Text.Json.Serialization;
using ChatApp.Core.Messages;
using ChatApp.Core.Schedules;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Schedules;

/// <summary>A message that waits, or was refused with an error.</summary>
internal sealed record ScheduledResponse(
    WireSend Message,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset DueAt,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset CreatedAt,
    string? Error)
{
    public static ScheduledResponse From(ScheduledMessage message)
    {
        var draft = message.Draft;
        return new ScheduledResponse(
            new WireSend(
                draft.ClientId.ToString(),
                WireConversation.From(draft.To),
                MessageKinds.NameOf(draft.Kind),
                draft.Text,
                draft.Payload,
                draft.Mentions,
                draft.ReplyTo,
                draft.WireType),
            message.DueAt,
            message.CreatedAt,
            message.Refusal?.ToString());
    }
}
