namespace ChatApp.Core.Messages.CatchUp;

/// <summary>The answer to a device that catches up.</summary>
/// <param name="Conversations">Those that it named, in its order; those without anything new are left out.</param>
/// <param name="New">Those that it did not name, the last active first.</param>
/// <param name="HasMore">Whether a conversation of either kind has more; the device asks again with the cursors it has now.</param>
public sealed record CaughtUp(IReadOnlyList<CaughtUpConversation> Conversations, IReadOnlyList<NewConversation> New, bool HasMore);
