using System.Collections.Concurrent;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Nodes;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Friends;

/// <summary>Keeps single chats to friends when the server asks for it, and from whom they block always.</summary>
public sealed class FriendSendGate : ISendGate, IDisposable
{
    // About 100 bytes an entry; emptied whole when full, which costs one query for each pair that writes next.
    private const int MaxCached = 50_000;

    private readonly ConcurrentDictionary<(UserId From, UserId To), (bool Friends, bool Blocked)> _cache = new();
    private readonly IFriendStore _store;
    private readonly ServerSettings _settings;
    private readonly IDisposable _subscription;

    /// <summary>Makes the gate and begins to forget pairs whose relation changes.</summary>
    public FriendSendGate(IFriendStore store, ServerSettings settings, INodeBus bus)
    {
        _store = store;
        _settings = settings;
        _subscription = bus.Subscribe<FriendshipChanged>(changed =>
        {
            _cache.TryRemove((changed.One, changed.Other), out _);
            _cache.TryRemove((changed.Other, changed.One), out _);
        });
    }

    /// <inheritdoc/>
    public async ValueTask<ErrorCode?> CheckAsync(UserId sender, ConversationTarget target, CancellationToken cancellationToken)
    {
        if (target.Type != ConversationType.Single || target.Id == sender.Value)
        {
            return null;
        }

        var pair = (sender, new UserId(target.Id));
        if (!_cache.TryGetValue(pair, out var relation))
        {
            relation = await _store.FindAsync(sender, pair.Item2, cancellationToken);
            if (_cache.Count >= MaxCached)
            {
                _cache.Clear();
            }

            _cache[pair] = relation;
        }

        return relation.Blocked ? ErrorCode.Blocked
            : !relation.Friends && _settings.IsOn(ServerSettingNames.MessagesFriendsOnly) ? ErrorCode.NotFriends
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
