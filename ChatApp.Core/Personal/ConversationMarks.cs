namespace ChatApp.Core.Personal;

/// <summary>What a person wants to change of how a conversation stands in the list; <see langword="null"/> leaves a thing as it is.</summary>
/// <param name="Muted">Whether its messages make no noise.</param>
/// <param name="MutedUntil">With <paramref name="Muted"/> on, when it ends by itself; <see langword="null"/> for never.</param>
/// <param name="Pinned">Whether it stands on top.</param>
/// <param name="Archived">Whether it is put away.</param>
public sealed record ConversationMarks(bool? Muted = null, DateTimeOffset? MutedUntil = null, bool? Pinned = null, bool? Archived = null);
