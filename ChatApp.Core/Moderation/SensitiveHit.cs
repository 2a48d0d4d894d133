using ChatApp.Core.Kernel;

namespace ChatApp.Core.Moderation;

/// <summary>One word found in one text: what moderators read afterwards.</summary>
/// <param name="Id">The store's number, growing with time; 0 before it is stored.</param>
/// <param name="WordId">The word, which may have been changed or removed since.</param>
/// <param name="Word">The word as it was then.</param>
/// <param name="Action">What was done because of it.</param>
/// <param name="Scope">What kind of text it was found in.</param>
/// <param name="Author">Who wrote the text.</param>
/// <param name="Conversation">The conversation it was meant for, or <see langword="null"/>.</param>
/// <param name="Place">A short name of the place.</param>
/// <param name="Original">The text as it was written; shown only on request, and the request is audited.</param>
/// <param name="Start">Where the word starts in the original, in UTF-16 units.</param>
/// <param name="Length">How far it reaches.</param>
/// <param name="At">When.</param>
public sealed record SensitiveHit(
    long Id,
    long WordId,
    string Word,
    WordAction Action,
    ModerationScope Scope,
    UserId Author,
    ConversationId? Conversation,
    string Place,
    string Original,
    int Start,
    int Length,
    DateTimeOffset At);
