using ChatApp.Core.Conversations;

namespace ChatApp.Data.Messages;

/// <summary>A conversation while the writer holds its row.</summary>
internal sealed class LockedConversation(ConversationKey key, long lastSequence, bool mutedForAll)
{
    private readonly long _before = lastSequence;

    public ConversationKey Key { get; } = key;

    public bool MutedForAll { get; } = mutedForAll;

    public long LastSequence { get; set; } = lastSequence;

    public bool IsAdvanced => LastSequence > _before;

    /// <summary>The last of the batch's messages that mentions everyone; 0 for none.</summary>
    public long EveryoneMentioned { get; set; }
}
