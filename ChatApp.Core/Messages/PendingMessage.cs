using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;

namespace ChatApp.Core.Messages;

/// <summary>A draft that was checked and waits to be written.</summary>
/// <param name="Conversation">Where it goes.</param>
/// <param name="Key">How the store names it.</param>
/// <param name="Draft">What was asked for, with the text as it shall be stored.</param>
public sealed record PendingMessage(ConversationId Conversation, ConversationKey Key, MessageDraft Draft)
{
    /// <summary>What moderation says of it; one that it holds or drops goes to <see cref="IHeldMessages"/> and not into the log.</summary>
    public VerdictKind Verdict { get; init; }

    /// <summary>Whether what the sender does with the outcome is short and never blocks: then the writer may do it in its own thread.</summary>
    public bool ContinuesQuickly { get; set; }
}
