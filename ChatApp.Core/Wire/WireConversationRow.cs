using System.Text.Json.Serialization;
using ChatApp.Core.Conversations;

namespace ChatApp.Core.Wire;

/// <summary>One row of a person's conversation list.</summary>
public sealed record WireConversationRow(
    WireConversation Conversation,
    string Title,
    string? Avatar,
    long LastSequence,
    long ReadSequence,
    long Unread,
    bool Mentioned,
    string? LastSender,
    string? LastText,
    string? LastKind,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset LastAt,
    int Members,
    bool? LastRecalled,
    long LastChange,
    long OthersReadSequence,
    long OthersDeliveredSequence,
    bool Self,
    bool Muted,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? MutedUntil,
    bool Pinned,
    bool Archived,
    string? Draft,
    long DraftVersion)
{
    /// <summary>The row of a conversation.</summary>
    public static WireConversationRow From(ConversationSummary summary) => new(
        WireConversation.From(summary.Target),
        summary.Title,
        summary.Avatar,
        summary.LastSequence,
        summary.ReadSequence,
        summary.Unread,
        summary.Mentioned,
        summary.LastSender?.Value,
        summary.LastText,
        summary.LastKind,
        summary.LastAt,
        summary.Members,
        summary.LastRecalled ? true : null,
        summary.LastChange,
        summary.OthersReadSequence,
        summary.OthersDeliveredSequence,
        summary.IsSelf,
        summary.Muted,
        summary.MutedUntil,
        summary.Pinned,
        summary.Archived,
        summary.Draft,
        summary.DraftVersion);
}
