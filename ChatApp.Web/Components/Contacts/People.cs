using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Core.Users;
using ChatApp.Web.Components.Chat;

namespace ChatApp.Web.Components.Contacts;

/// <summary>What one circuit knows of people: friends, requests, names, and who is on line.</summary>
public sealed class People : IDisposable
{
    // A name costs about 200 bytes. Forgotten whole when full: a page asks for the few it shows again.
    private const int MaxNames = 5_000;

    private readonly LiveUpdates _live;
    private readonly FriendService _friends;
    private readonly UserService _users;
    private readonly DeliveryService _delivery;
    private readonly Dictionary<UserId, UserProfile> _profiles = [];
    private readonly HashSet<UserId> _online = [];
    private Dictionary<UserId, Friend> _byId = [];

    public People(LiveUpdates live, FriendService friends, UserService users, DeliveryService delivery)
    {
        _live = live;
        _friends = friends;
        _users = users;
        _delivery = delivery;
        live.EventArrived += OnEvent;
        live.CaughtUp += LoadAsync;
    }

    /// <summary>Friends and blocked people, by name.</summary>
    public IReadOnlyList<Friend> Friends { get; private set; } = [];

    /// <summary>Requests from and to the user, the newest first.</summary>
    public IReadOnlyList<FriendRequest> Requests { get; private set; } = [];

    /// <summary>How many requests wait for the user's answer.</summary>
    public int WaitingRequests => Requests.Count(request => request.To == _live.Me.Id && request.State == FriendRequestState.Waiting);

    /// <summary>Whether friends and requests have been read once.</summary>
    public bool Loaded { get; private set; }

    public void Dispose()
    {
        _live.EventArrived -= OnEvent;
        _live.CaughtUp -= LoadAsync;
    }

    /// <summary>Reads friends and requests again.</summary>
    public async Task LoadAsync()
    {
        Friends = await _friends.ListAsync(_live.Me.Id, CancellationToken.None);
        Requests = await _friends.ListRequestsAsync(_live.Me.Id, CancellationToken.None);
        _byId = Friends.ToDictionary(friend => friend.User);
        _online.Clear();
        _online.UnionWith(_byId.Keys.Where(_delivery.IsOnline));
        Loaded = true;
    }

    /// <summary>The friend of an id, or <see langword="null"/>.</summary>
    public Friend? FindFriend(UserId user) => _byId.GetValueOrDefault(user);

    /// <summary>Whether a friend has a page or device connected now; of others it is not told.</summary>
    public bool IsOnline(UserId user) => _online.Contains(user);

    /// <summary>The name to show: the user's remark, the person's own name, or the id while that is not known.</summary>
    public string NameOf(UserId user)
        => _byId.TryGetValue(user, out var friend) ? friend.Name
            : user == _live.Me.Id ? _live.Me.DisplayName
            : _profiles.TryGetValue(user, out var profile) ? profile.DisplayName
            : user.Value;

    /// <summary>Reads the names that are not known yet.</summary>
    public async Task LearnAsync(IEnumerable<UserId> people)
    {
        var unknown = people.Where(person => person != _live.Me.Id && !_byId.ContainsKey(person) && !_profiles.ContainsKey(person)).Distinct().ToArray();
        if (unknown.Length == 0)
        {
            return;
        }

        if (_profiles.Count + unknown.Length > MaxNames)
        {
            _profiles.Clear();
        }

        foreach (var (id, profile) in await _users.GetManyAsync(unknown, CancellationToken.None))
        {
            _profiles[id] = profile;
        }
    }

    /// <summary>One person's profile, or <see langword="null"/> for nobody.</summary>
    public async Task<UserProfile?> FindAsync(UserId user)
    {
        if (user == _live.Me.Id)
        {
            return _live.Me;
        }

        await LearnAsync([user]);
        return _byId.TryGetValue(user, out var friend)
            ? new UserProfile(friend.User, friend.UserName, friend.DisplayName, friend.Avatar)
            : _profiles.GetValueOrDefault(user);
    }

    private void OnEvent(LiveEvent liveEvent)
    {
        switch (liveEvent)
        {
            case PresenceEvent presence when presence.Online:
                _online.Add(presence.User);
                break;
            case PresenceEvent presence:
                _online.Remove(presence.User);
                break;
            case FriendEvent or FriendRequestEvent:
                _ = ReloadAsync();
                break;
        }
    }

    // The event says that something changed; the store says what.
    private async Task ReloadAsync()
    {
        await LoadAsync();
        _live.NotifyChanged();
    }
}
