using System.Text.Json.Serialization;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Wire;

/// <summary>What a sender is told of a stored message.</summary>
public sealed record WireSent(
    string MessageId,
    long Sequence,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset SentAt,
    string Text)
{
    /// <summary>The answer to a send that was carried out. The text is told because words in it may have been masked.</summary>
    public static WireSent From(SentMessage sent) => new(sent.Message.Id.ToString(), sent.Message.Sequence, sent.Message.SentAt, sent.Message.Text);
}
