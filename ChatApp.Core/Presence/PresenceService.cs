using System.Threading.Channels;
using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Personal;

namespace ChatApp.Core.Presence;

/// <summary>Knows who is on line, when people were last, and what they say they are doing; and tells friends.</summary>
public sealed class PresenceService : IDisposable
{
    /// <summary>The most people one request asks for.</summary>
    public const int MaxAsked = 200;

    // When more people come and go at once than can be told, the oldest news is dropped: the next list a client reads is right again.
    private const int MaxWaiting = 10_000;

    private readonly Channel<PresenceChanged> _changes = Channel.CreateBounded<PresenceChanged>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly IPresenceStore _store;
    private readonly IFriendStore _friends;
    private readonly PersonalSettings _personal;
    private readonly UserSettingService _settings;
    private readonly ModerationService _moderation;
    private readonly DeliveryService _delivery;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;

    /// <summary>Makes the service and begins to listen.</summary>
    public PresenceService(
        IPresenceStore store,
        IFriendStore friends,
        PersonalSettings personal,
        UserSettingService settings,
        ModerationService moderation,
        DeliveryService delivery,
        INodeBus bus,
        TimeProvider clock)
    {
        _store = store;
        _friends = friends;
        _personal = personal;
        _settings = settings;
        _moderation = moderation;
        _delivery = delivery;
        _clock = clock;
        _subscription = bus.Subscribe<PresenceChanged>(change => _changes.Writer.TryWrite(change));
    }

    /// <summary>Which of a person's friends are on line here and show it.</summary>
    public async Task<IReadOnlyList<UserId>> OnlineFriendsAsync(UserId user, CancellationToken cancellationToken)
    {
        var online = (await _friends.ListAsync(user, cancellationToken)).Select(friend => friend.User).Where(_delivery.IsOnline).ToArray();
        var shown = await ListAsync(user, [.. online.Take(MaxAsked)], cancellationToken);
        return shown.Refusal is null ? [.. shown.Value.Where(person => person.Online).Select(person => person.User)] : [];
    }

    /// <summary>How friends, and the person, stand. Others are not in the answer, as those are not who do not exist.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="users">About whom; at most <see cref="MaxAsked"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>What the viewer may know, or <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<IReadOnlyList<PersonPresence>>> ListAsync(UserId viewer, IReadOnlyCollection<UserId> users, CancellationToken cancellationToken)
    {
        if (users.Count > MaxAsked)
        {
            return ErrorCode.InvalidRequest;
        }

        var hides = (await _personal.OfAsync(viewer, cancellationToken)).PresenceHidden;
        var known = await _store.ListAsync(viewer, users, cancellationToken);
        var list = new List<PersonPresence>(known.Count);
        foreach (var (user, seenAt) in known)
        {
            list.Add(await ShownAsync(user, seenAt, hides && user != viewer, cancellationToken));
        }

        return list;
    }

    /// <summary>Says what a person is doing, and tells friends; an empty text says nothing any more.</summary>
    /// <returns>Nothing; or <see cref="ErrorCode.InvalidRequest"/> for a text over <see cref="CustomStatus.MaxText"/> characters or an end that is
    /// past, <see cref="ErrorCode.SensitiveWord"/>.</returns>
    public async Task<Outcome<Done>> SetStatusAsync(UserId user, string text, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        text = text.Trim();
        if (text.Length > CustomStatus.MaxText || text.Any(char.IsControl) || until <= _clock.GetUtcNow())
        {
            return ErrorCode.InvalidRequest;
        }

        var judged = _moderation.Judge(text, ModerationScope.Names, new HitContext(user, Conversation: null, $"Status:{user}"));
        if (judged.Refusal is { } refused)
        {
            return refused;
        }

        var value = new CustomStatus(judged.Value, until?.ToUniversalTime()).Write();
        var saved = await _settings.WriteAsync(user, [new SettingDraft(SettingScopes.CustomStatus, string.Empty, value)], cancellationToken);
        if (saved.Refusal is { } full)
        {
            return full;
        }

        await TellFriendsAsync(user, cancellationToken);
        return Outcome.Done;
    }

    /// <summary>Tells friends until the server stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(cancellationToken))
        {
            // A reload of a page goes and comes within a second; what is true by now is what friends are told.
            if (_delivery.IsOnline(change.User) != change.Online)
            {
                continue;
            }

            if (!change.Online)
            {
                await _store.MarkSeenAsync([change.User], _clock.GetUtcNow(), cancellationToken);
            }

            await TellFriendsAsync(change.User, cancellationToken);
        }
    }

    /// <summary>Writes down that everyone with a connection here is on line, so that a crash loses a minute at most.</summary>
    public async Task MarkAllSeenAsync(CancellationToken cancellationToken)
    {
        foreach (var some in _delivery.List().Select(connection => connection.Session.User).Distinct().Chunk(1_000))
        {
            await _store.MarkSeenAsync(some, _clock.GetUtcNow(), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private async Task TellFriendsAsync(UserId user, CancellationToken cancellationToken)
    {
        var friends = (await _friends.ListAsync(user, cancellationToken)).Where(friend => !friend.Blocked && _delivery.IsOnline(friend.User)).ToArray();
        if (friends.Length == 0)
        {
            return;
        }

        var shown = await ShownAsync(user, _clock.GetUtcNow(), viewerHides: false, cancellationToken);
        foreach (var friend in friends)
        {
            var seen = (await _personal.OfAsync(friend.User, cancellationToken)).PresenceHidden ? shown with { Online = false, LastSeen = null } : shown;
            _delivery.PublishTo(friend.User, new PresenceEvent(user, seen.Online, seen.LastSeen, seen.Status.Text, seen.Status.Until));
        }
    }

    private async Task<PersonPresence> ShownAsync(UserId user, DateTimeOffset? seenAt, bool viewerHides, CancellationToken cancellationToken)
    {
        var view = await _personal.OfAsync(user, cancellationToken);
        var status = CustomStatus.Read(view.Value(SettingScopes.CustomStatus), _clock.GetUtcNow());
        if (viewerHides || view.PresenceHidden)
        {
            return new PersonPresence(user, Online: false, LastSeen: null, status);
        }

        var online = _delivery.IsOnline(user);
        return new PersonPresence(user, online, online ? null : seenAt, status);
    }
}
