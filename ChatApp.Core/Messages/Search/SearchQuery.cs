using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Search;

/// <summary>What somebody looks for. At least a text, kinds or links must be given.</summary>
/// <param name="Text">Parts separated by spaces, all of which a message must have: Chinese anywhere, other words from their beginning; empty for any text.</param>
/// <param name="In">Only this conversation; <see langword="null"/> for all.</param>
/// <param name="From">Only what this person wrote.</param>
/// <param name="Kinds">Only these kinds; <see langword="null"/> or empty for all.</param>
/// <param name="Links">Only messages with a link in their text.</param>
/// <param name="Since">Only what was stored at this moment or later.</param>
/// <param name="Until">Only what was stored before this moment.</param>
/// <param name="Before">The cursor: only messages older than this one.</param>
/// <param name="Limit">How many, 1 to <see cref="SearchLimits.MaxPage"/>.</param>
public sealed record SearchQuery(
    string Text,
    ConversationTarget? In = null,
    UserId? From = null,
    IReadOnlyCollection<MessageKind>? Kinds = null,
    bool Links = false,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    MessageId? Before = null,
    int Limit = 20);
