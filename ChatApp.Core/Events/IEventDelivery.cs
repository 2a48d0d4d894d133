using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Events;

/// <summary>Tells live connections of what happened beside messages. Nothing here waits, and nothing here fails its caller.</summary>
public interface IEventDelivery
{
    /// <summary>Tells everyone who takes part in a conversation, but for one person's connections.</summary>
    void PublishTo(ConversationId conversation, LiveEvent liveEvent, UserId? except = null);

    /// <summary>Tells those who take part in a conversation and are to know. The choice is made while it is told: it must be quick.</summary>
    void PublishTo(ConversationId conversation, LiveEvent liveEvent, Func<UserId, bool> isTold);

    /// <summary>Tells every connection of a person.</summary>
    void PublishTo(UserId user, LiveEvent liveEvent);

    /// <summary>A person joined: messages above the sequence reach their connections from now on. Call after the commit.</summary>
    void Include(ConversationId conversation, ConversationKey key, UserId user, long joinedSequence);

    /// <summary>
    /// A person leaves: no message that is published from now on reaches them. Call before the commit, so that nothing committed
    /// after it can slip through, and dispose what it returns after the commit: a connection that opens in between may still have read
    /// that the person is a member. When nobody knows what became of the commit, call <see cref="Recheck"/>.
    /// </summary>
    IDisposable Exclude(ConversationId conversation, UserId user);

    /// <summary>
    /// Lets the connections of a person who was excluded read whether the person is a member after all, and what they missed meanwhile;
    /// as long as that cannot be read they stay out.
    /// </summary>
    void Recheck(ConversationId conversation, UserId user);
}
