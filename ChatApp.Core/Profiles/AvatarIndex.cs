using System.Collections.Concurrent;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Profiles;

/// <summary>Knows who has which picture, without asking the store: every row of every list shows one. A hundred bytes for each person
/// who has a picture.</summary>
public sealed class AvatarIndex : IDisposable
{
    private readonly ConcurrentDictionary<UserId, string> _avatars = new();
    private readonly IProfileStore _store;
    private readonly IDisposable _subscription;

    /// <summary>Makes the index, empty, and begins to hear of changes.</summary>
    public AvatarIndex(IProfileStore store, INodeBus bus)
    {
        _store = store;
        _subscription = bus.Subscribe<AvatarChanged>(OnChanged);
    }

    /// <summary>The id of a person's picture, or <see langword="null"/>.</summary>
    public string? Of(UserId user) => _avatars.GetValueOrDefault(user);

    /// <summary>Reads everybody's anew.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        foreach (var (user, avatar) in await _store.ListAvatarsAsync(cancellationToken))
        {
            _avatars[user] = avatar;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void OnChanged(AvatarChanged changed)
    {
        if (changed.Avatar is { } avatar)
        {
            _avatars[changed.User] = avatar;
        }
        else
        {
            _avatars.TryRemove(changed.User, out _);
        }
    }
}
