using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>An emoji was put on a message or taken off.</summary>
public sealed record ReactionEvent(ConversationKey Key, long Sequence, UserId User, string Emoji, bool Added, long Change) : LiveEvent;
