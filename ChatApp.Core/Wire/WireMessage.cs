using System.Text.Json.Serialization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>A stored message on the wire, as one reader sees it.</summary>
public sealed record WireMessage(
    WireConversation Conversation,
    long Sequence,
    string MessageId,
    string Sender,
    string ClientId,
    string Kind,
    string Text,
    [property: JsonConverter(typeof(RawJsonConverter))] string? Payload,
    IReadOnlyList<string>? Mentions,
    long? ReplyTo,
    int? WireType,
    string? State,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset SentAt)
{
    /// <summary>A message as one reader sees it.</summary>
    public static WireMessage From(Message message, UserId reader) => new(
        WireConversation.From(message.Key.SeenBy(reader)),
        message.Sequence,
        message.Id.ToString(),
        message.Sender.Value,
        message.ClientId.ToString(),
        MessageKinds.NameOf(message.Kind),
        message.Text,
        message.Payload,
        message.Mentions.Count == 0 ? null : message.Mentions,
        message.ReplyTo,
        message.WireType,
        message.State == MessageState.Recalled ? "recalled" : null,
        message.SentAt);
}
