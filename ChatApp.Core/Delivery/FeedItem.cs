using ChatApp.Core.Events;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Delivery;

/// <summary>One thing that a live connection passes on to its client. Either a message or an event.</summary>
public readonly record struct FeedItem(Message? Message, LiveEvent? Event)
{
    /// <summary>Wraps a message.</summary>
    public static implicit operator FeedItem(Message message) => new(message, Event: null);

    /// <summary>Wraps an event.</summary>
    public static implicit operator FeedItem(LiveEvent liveEvent) => new(Message: null, liveEvent);
}
