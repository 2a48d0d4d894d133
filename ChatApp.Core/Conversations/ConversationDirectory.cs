using System.Collections.Concurrent;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Conversations;

/// <summary>Finds a conversation's id by its key, from memory when it was asked before: an id never changes.</summary>
public sealed class ConversationDirectory(IConversationStore store, INodeBus bus)
{
    // About 150 bytes an entry; forgotten whole when full, which costs a query for each conversation that is written to next.
    private const int MaxCached = 100_000;

    private readonly ConcurrentDictionary<ConversationKey, ConversationId> _ids = new();

    /// <summary>The id, or <see langword="null"/> when there is no such conversation. A single chat between two accounts is made when there is none yet.</summary>
    public async ValueTask<ConversationId?> ResolveAsync(ConversationKey key, CancellationToken cancellationToken)
    {
        if (_ids.TryGetValue(key, out var known))
        {
            return known;
        }

        var id = await store.FindIdAsync(key, cancellationToken);
        if (id is null && key.Type == ConversationType.Single)
        {
            id = await store.OpenSingleAsync(key, cancellationToken);
            if (id is { } opened)
            {
                // Before anything is written into it: who is connected did not know of it when their connection was opened.
                bus.Publish(new ConversationOpened(opened, key));
            }
        }

        if (id is { } found)
        {
            if (_ids.Count >= MaxCached)
            {
                _ids.Clear();
            }

            _ids[key] = found;
        }

        return id;
    }
}
