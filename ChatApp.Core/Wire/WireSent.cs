using System.Text.Json.Serialization;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>What a sender is told of a message. One that moderation keeps back has the state <c>held</c>, and neither an id nor a place.</summary>
public sealed record WireSent(
    string? MessageId,
    long? Sequence,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset SentAt,
    string Text,
    string? State = null)
{
    /// <summary>The state of a message that moderation keeps back.</summary>
    public const string Held = "held";

    /// <summary>The answer to a send that was carried out. The text is told because words in it may have been masked.</summary>
    public static WireSent From(SentMessage sent) => sent.Message.State == MessageState.Held
        ? new(MessageId: null, Sequence: null, sent.Message.SentAt, sent.Message.Text, Held)
        : new(sent.Message.Id.ToString(), sent.Message.Sequence, sent.Message.SentAt, sent.Message.Text);
}
