using System.Collections.Concurrent;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Testing;

/// <summary>Remembers what would have been told.</summary>
public sealed class RecordingDelivery : IMessageDelivery, IEventDelivery
{
    /// <summary>The messages, in the order they were told.</summary>
    public ConcurrentQueue<Message> Messages { get; } = new();

    /// <summary>The events, in the order they were told.</summary>
    public ConcurrentQueue<LiveEvent> Events { get; } = new();

    public void Publish(IReadOnlyList<Message> committed)
    {
        foreach (var message in committed)
        {
            Messages.Enqueue(message);
        }
    }

    public void PublishTo(ConversationId conversation, LiveEvent liveEvent, UserId? except = null) => Events.Enqueue(liveEvent);

    public void PublishTo(ConversationId conversation, LiveEvent liveEvent, Func<UserId, bool> isTold) => Events.Enqueue(liveEvent);

    public void PublishTo(UserId user, LiveEvent liveEvent) => Events.Enqueue(liveEvent);

    public void Include(ConversationId conversation, ConversationKey key, UserId user, long joinedSequence)
    {
        // Nobody is connected.
    }

    public IDisposable Exclude(ConversationId conversation, UserId user) => new MemoryStream();

    public void Recheck(ConversationId conversation, UserId user)
    {
        // Nobody is connected.
    }
}
