using System.Collections.Concurrent;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Delivery;

/// <summary>
/// Keeps the words of recalled messages from going out live: a copy may still wait for a slow reader, and its sender may recall a
/// message before the members have been told of it.
/// </summary>
internal sealed class RecalledWords(TimeProvider clock)
{
    // Between a commit and the telling of it lie milliseconds, or the pause of a busy machine.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(ConversationKey Key, long Sequence), (RecalledEvent Event, long At)> _recent = new();

    /// <summary>Takes the words out of the copies that wait in a reader's queues, when the event is a recall.</summary>
    public static void Remove(LiveEvent? liveEvent, params ReadOnlySpan<Queue<FeedItem>> queues)
    {
        if (liveEvent is not RecalledEvent recalled)
        {
            return;
        }

        foreach (var queue in queues)
        {
            for (var left = queue.Count; left > 0; left--)
            {
                var item = queue.Dequeue();
                queue.Enqueue(item.Message is { } message && message.Key == recalled.Key && message.Sequence == recalled.Sequence
                    ? message.WithoutWords(recalled.By)
                    : item);
            }
        }
    }

    /// <summary>Remembers a recall, and forgets those of which no copy can be on its way any more.</summary>
    public void Note(RecalledEvent recalled)
    {
        foreach (var entry in _recent)
        {
            if (clock.GetElapsedTime(entry.Value.At) > Kept)
            {
                _recent.TryRemove(entry);
            }
        }

        _recent[(recalled.Key, recalled.Sequence)] = (recalled, clock.GetTimestamp());
    }

    /// <summary>The message as it may be told now.</summary>
    public Message Present(Message message)
        => !_recent.IsEmpty && _recent.TryGetValue((message.Key, message.Sequence), out var recall) ? message.WithoutWords(recall.Event.By) : message;
}
