using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A message was pinned or unpinned.</summary>
public sealed record PinnedEvent(ConversationKey Key, long Sequence, UserId By, bool Pinned, long Change) : LiveEvent;
