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
    /// <summary>How many times its words were written; absent for once.</summary>
    public int? Version { get; init; }

    /// <summary>When its words were last changed.</summary>
    [JsonConverter(typeof(WireTimeConverter))]
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Who removed it for everyone.</summary>
    public string? RecalledBy { get; init; }

    /// <summary>The emoji on it, the first used first. Not in live copies: what hangs on a message is told by events and changes.</summary>
    public IReadOnlyList<WireReaction>? Reactions { get; init; }

    /// <summary>Whether it stands above the conversation for all.</summary>
    public bool? Pinned { get; init; }

    /// <summary>Whether the reader keeps it.</summary>
    public bool? Starred { get; init; }

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
        message.SentAt)
    {
        Version = message.Version > 1 ? message.Version : null,
        EditedAt = message.EditedAt,
        RecalledBy = message.RecalledBy?.Value,
        Reactions = message.Marks is { Reactions.Count: > 0 } marks ? [.. marks.Reactions.Select(WireReaction.From)] : null,
        Pinned = message.Marks is { Pinned: true } ? true : null,
        Starred = message.Marks is { Starred: true } ? true : null,
    };
}
