using System.Text.Json.Serialization;
using ChatApp.Core.Messages;
using ChatApp.Core.Schedules;

namespace ChatApp.Core.Wire;

/// <summary>A message that waits for its moment, or was refused at it.</summary>
/// <param name="Message">The message, as it was given to be sent.</param>
/// <param name="DueAt">When it is sent.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="Error">Why it was refused; absent while it waits.</param>
public sealed record WireScheduled(
    WireSend Message,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset DueAt,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset CreatedAt,
    string? Error)
{
    /// <summary>A message as its sender sees it.</summary>
    public static WireScheduled From(ScheduledMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var draft = message.Draft;
        return new WireScheduled(
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
