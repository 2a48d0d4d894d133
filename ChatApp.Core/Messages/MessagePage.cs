namespace ChatApp.Core.Messages;

/// <summary>A run of a conversation's messages.</summary>
/// <param name="Messages">The messages, in rising sequence.</param>
/// <param name="HasMore">Whether there are more in the direction that was asked for; around a message: before the first.</param>
public sealed record MessagePage(IReadOnlyList<Message> Messages, bool HasMore)
{
    /// <summary>Up to this sequence the conversation's messages were removed for their age, but for a few that are kept; 0 for none.</summary>
    public long RemovedUpTo { get; init; }
}
