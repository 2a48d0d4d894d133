using ChatApp.Core.Kernel;

namespace ChatApp.Core.Moderation;

/// <summary>Where an inspected text came from.</summary>
/// <param name="Author">Who wrote it.</param>
/// <param name="Conversation">The conversation it was meant for, or <see langword="null"/> outside of any.</param>
/// <param name="Place">A short name of the place for moderators, as <c>single:alice:bob</c>, <c>group:g1</c> or <c>profile</c>.</param>
public sealed record HitContext(UserId Author, ConversationId? Conversation, string Place);
