using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>A message was removed for everyone. The number is the change's.</summary>
public sealed record RecalledEvent(ConversationKey Key, long Sequence, UserId By, long Change) : LiveEvent;
