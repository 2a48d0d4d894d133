using System.Collections.Concurrent;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Personal;

/// <summary>People's settings as the features ask for them, from memory when they were asked for before.</summary>
public sealed class PersonalSettings : IDisposable
{
    // Most people set a dozen things (about 2 KB); forgotten whole when full, which costs a query for each person asked for next.
    private const int MaxCached = 20_000;

    private readonly ConcurrentDictionary<UserId, Task<PersonalView>> _views = new();
    private readonly IUserSettingStore _store;
    private readonly IDisposable _subscription;

    /// <summary>Makes the memory and begins to forget what changes.</summary>
    public PersonalSettings(IUserSettingStore store, INodeBus bus)
    {
        _store = store;
        _subscription = bus.Subscribe<UserSettingsChanged>(changed => _views.TryRemove(changed.User, out _));
    }

    /// <summary>What a person set.</summary>
    public async ValueTask<PersonalView> OfAsync(UserId user, CancellationToken cancellationToken)
    {
        if (_views.TryGetValue(user, out var known) && known.IsCompletedSuccessfully)
        {
            return await known;
        }

        if (_views.Count >= MaxCached)
        {
            _views.Clear();
        }

        // The read begins after its place in memory was taken: a change during the read removes the place, and the old value with it.
        var place = new TaskCompletionSource<PersonalView>(TaskCreationOptions.RunContinuationsAsynchronously);
        _views[user] = place.Task;
        try
        {
            var view = new PersonalView(await _store.ListAsync(user, SettingScopes.ConversationDraft, cancellationToken));
            place.SetResult(view);
            return view;
        }
        catch
        {
            _views.TryRemove(new(user, place.Task));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
