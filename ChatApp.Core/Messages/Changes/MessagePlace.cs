using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages.Changes;

/// <summary>A message, and the member who wants to do something to it.</summary>
public sealed record MessagePlace(Membership Actor, long Sequence);
