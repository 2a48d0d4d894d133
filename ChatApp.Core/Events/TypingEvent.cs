using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A member is typing. Told at most every three seconds.</summary>
public sealed record TypingEvent(ConversationKey Key, UserId User) : LiveEvent;
