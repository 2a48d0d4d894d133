using ChatApp.Core.Kernel;

namespace ChatApp.Core.Conversations;

/// <summary>One row of a person's conversation list.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Target">How the person names it.</param>
/// <param name="Title">The other person's or the group's name.</param>
/// <param name="Avatar">The media id of the picture, or <see langword="null"/>.</param>
/// <param name="LastSequence">The last sequence the person may see; 0 before the first message.</param>
/// <param name="ReadSequence">Read up to here.</param>
/// <param name="OthersReadSequence">In a single chat, what the other person has read; else 0, as for who shows no marks.</param>
/// <param name="Unread">How many messages wait unread.</param>
/// <param name="Mentioned">Whether one of the unread ones names the person, or everyone.</param>
/// <param name="LastSender">Who wrote the last message, or <see langword="null"/> before the first.</param>
/// <param name="LastSenderName">That person's display name.</param>
/// <param name="LastText">The last message's text, cut to 120 characters.</param>
/// <param name="LastKind">The last message's kind by its wire name, or <see langword="null"/>.</param>
/// <param name="LastAt">When the last message was stored, or when the conversation began.</param>
/// <param name="Members">How many members it has.</param>
/// <param name="Role">What the person may do in it.</param>
public sealed record ConversationSummary(
    ConversationId Conversation,
    ConversationTarget Target,
    string Title,
    string? Avatar,
    long LastSequence,
    long ReadSequence,
    long OthersReadSequence,
    long Unread,
    bool Mentioned,
    UserId? LastSender,
    string? LastSenderName,
    string? LastText,
    string? LastKind,
    DateTimeOffset LastAt,
    int Members,
    MemberRole Role)
{
    /// <summary>Whether the last message was removed for everyone; its text is empty then.</summary>
    public bool LastRecalled { get; init; }

    /// <summary>The number of the last change to one of the conversation's messages: where a device that reads it anew begins to follow changes.</summary>
    public long LastChange { get; init; }

    /// <summary>In a single chat, what a device of the other person has; never less than what was read. Else 0, as for who shows no marks.</summary>
    public long OthersDeliveredSequence { get; init; }

    /// <summary>Whether its messages make no noise now.</summary>
    public bool Muted { get; init; }

    /// <summary>When <see cref="Muted"/> ends by itself; <see langword="null"/> for never.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>Whether it stands on top of the list.</summary>
    public bool Pinned { get; init; }

    /// <summary>Whether it is put away; the next message brings it back, unless it is muted.</summary>
    public bool Archived { get; init; }

    /// <summary>What the person typed and has not sent, or <see langword="null"/>.</summary>
    public string? Draft { get; init; }

    /// <summary>The version of the draft; 0 for none.</summary>
    public long DraftVersion { get; init; }

    /// <summary>Whether these are the notes that the person writes to oneself.</summary>
    public bool IsSelf { get; init; }
}
