using System.Collections.Concurrent;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.Delivery;

/// <summary>Knows this node's live connections and which conversations they follow, and tells them what happened.</summary>
public sealed class DeliveryService : IMessageDelivery, IEventDelivery, IDisposable
{
    private readonly ConcurrentDictionary<ConversationId, FeedSet> _byConversation = new();
    private readonly ConcurrentDictionary<UserId, FeedSet> _byUser = new();
    private readonly ConcurrentDictionary<string, LiveFeed> _all = new();
    private readonly Departures _departures = new();
    private readonly RecalledWords _recalled;
    private readonly IConversationStore _conversations;
    private readonly IMessageReader _log;
    private readonly IDeviceCursorStore _cursors;
    private readonly SessionService _sessions;
    private readonly DeliveryLimits _limits;
    private readonly INodeBus _bus;
    private readonly IDisposable[] _subscriptions;

    /// <summary>Makes the service and begins to end the connections of revoked sessions.</summary>
    public DeliveryService(
        IConversationStore conversations,
        IMessageReader log,
        IDeviceCursorStore cursors,
        SessionService sessions,
        INodeBus bus,
        IOptions<DeliveryLimits> limits,
        TimeProvider clock)
    {
        _recalled = new RecalledWords(clock);
        _conversations = conversations;
        _log = log;
        _cursors = cursors;
        _sessions = sessions;
        _limits = limits.Value;
        _bus = bus;
        _subscriptions = [bus.Subscribe<SessionRevoked>(End), bus.Subscribe<ConversationOpened>(Include), bus.Subscribe<SessionOpened>(Tell)];
    }

    /// <summary>How many live connections this node has.</summary>
    public int Connections => _all.Count;

    /// <summary>This node's live connections, in no order.</summary>
    public IReadOnlyList<ConnectionInfo> List() => [.. _all.Values.Select(feed => feed.Connection)];

    /// <summary>Whether a person has a live connection here.</summary>
    public bool IsOnline(UserId user) => CountOf(user) > 0;

    /// <summary>How many live connections a person has here.</summary>
    public int CountOf(UserId user) => _byUser.TryGetValue(user, out var feeds) ? feeds.ToArray().Length : 0;

    /// <summary>Opens the feed of a connection. Dispose the feed when the connection closes.</summary>
    /// <returns>The feed; <see cref="ErrorCode.TooBusy"/> when this node has as many connections as it may;
    /// <see cref="ErrorCode.Unauthenticated"/> when the session ended meanwhile.</returns>
    public async Task<Outcome<LiveFeed>> OpenAsync(ConnectionInfo connection, FeedStart start, CancellationToken cancellationToken)
    {
        if (_all.Count >= _limits.MaxConnections)
        {
            return ErrorCode.TooBusy;
        }

        var feed = new LiveFeed(connection, _conversations, _log, _limits, Forget);
        try
        {
            // Known before anything is read: a session revoked, or a conversation joined, between a read and this would be missed.
            _all[connection.Id] = feed;
            var first = _byUser.GetOrAdd(feed.User, _ => new FeedSet()).Add(feed);
            foreach (var leaving in _departures.Of(feed.User))
            {
                feed.Unfollow(leaving);
            }

            if (await _sessions.FindAsync(connection.Session.Id, cancellationToken) is null)
            {
                feed.Dispose();
                return ErrorCode.Unauthenticated;
            }

            await FollowAllAsync(feed, start, cancellationToken);
            _bus.Publish(new ConnectionChanged(connection, Open: true));
            if (first)
            {
                _bus.Publish(new PresenceChanged(feed.User, Online: true));
            }

            return feed;
        }
        catch
        {
            feed.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Publish(IReadOnlyList<Message> committed)
    {
        // A lone message means a light load: then it is the waking of threads that costs, and nobody waits for this one.
        if (committed is [var only])
        {
            if (_byConversation.TryGetValue(only.Conversation, out var readers))
            {
                readers.OfferOne(_recalled.Present(only));
            }

            return;
        }

        foreach (var message in committed)
        {
            if (_byConversation.TryGetValue(message.Conversation, out var feeds))
            {
                feeds.Offer(_recalled.Present(message));
            }
        }
    }

    /// <inheritdoc/>
    public void PublishTo(ConversationId conversation, LiveEvent liveEvent, UserId? except = null)
    {
        if (liveEvent is RecalledEvent recalled)
        {
            _recalled.Note(recalled);
        }

        if (_byConversation.TryGetValue(conversation, out var feeds))
        {
            feeds.Offer(liveEvent, feed => feed.User != except);
        }
    }

    /// <inheritdoc/>
    public void PublishTo(ConversationId conversation, LiveEvent liveEvent, Func<UserId, bool> isTold)
    {
        if (_byConversation.TryGetValue(conversation, out var feeds))
        {
            feeds.Offer(liveEvent, feed => isTold(feed.User));
        }
    }

    /// <inheritdoc/>
    public void PublishTo(UserId user, LiveEvent liveEvent)
    {
        if (_byUser.TryGetValue(user, out var feeds))
        {
            feeds.Offer(liveEvent);
        }
    }

    /// <inheritdoc/>
    public void Include(ConversationId conversation, ConversationKey key, UserId user, long joinedSequence)
    {
        if (_byUser.TryGetValue(user, out var feeds))
        {
            foreach (var feed in feeds.ToArray())
            {
                // What was committed between the join and this call was told without this feed, hence the catch-up.
                feed.Follow(conversation, joinedSequence, catchUp: true);
                _byConversation.GetOrAdd(conversation, _ => new FeedSet()).Add(feed);
            }
        }
    }

    /// <inheritdoc/>
    public IDisposable Exclude(ConversationId conversation, UserId user)
    {
        // Known before the connections are looked for: one that opens now either is found here or finds this.
        var departure = _departures.Begin(conversation, user);
        foreach (var feed in FeedsOf(user))
        {
            Remove(conversation, feed);
            feed.Unfollow(conversation);
        }

        return departure;
    }

    /// <inheritdoc/>
    public void Recheck(ConversationId conversation, UserId user)
    {
        foreach (var feed in FeedsOf(user))
        {
            // Without a cursor nothing passes; the feed gives itself one when it reads that the person is a member.
            _byConversation.GetOrAdd(conversation, _ => new FeedSet()).Add(feed);
            feed.Recheck(conversation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private async Task FollowAllAsync(LiveFeed feed, FeedStart start, CancellationToken cancellationToken)
    {
        var known = start switch
        {
            FeedStart.After after => after.Cursors,
            FeedStart.Device device => await _cursors.LoadAsync(feed.User, device.Id, cancellationToken),
            _ => null,
        };
        var seenBefore = start is FeedStart.Device && known is not null;
        var memberships = await _conversations.ListMembershipsAsync(feed.User, cancellationToken);
        foreach (var membership in memberships)
        {
            var cursor = known is not null && known.TryGetValue(membership.Conversation, out var at) ? Math.Max(at, membership.JoinedSequence)
                : seenBefore ? membership.JoinedSequence
                : membership.LastSequence;
            if (feed.Follow(membership.Conversation, cursor, catchUp: false))
            {
                _byConversation.GetOrAdd(membership.Conversation, _ => new FeedSet()).Add(feed);
            }
        }

        if (start is FeedStart.Device fresh && !seenBefore)
        {
            await _cursors.AddAsync(
                feed.User,
                fresh.Id,
                [.. memberships.Select(membership => new DeviceCursor(feed.User, fresh.Id, membership.Conversation, membership.LastSequence))],
                cancellationToken);
        }

        // What was committed while the lists were read was told without this feed.
        feed.CatchUp();
    }

    private void Include(ConversationOpened opened)
    {
        var (low, high) = opened.Key.People();
        Include(opened.Conversation, opened.Key, low, joinedSequence: 0);
        Include(opened.Conversation, opened.Key, high, joinedSequence: 0);
    }

    private void Tell(SessionOpened opened)
        => PublishTo(opened.User, new SignedInEvent(opened.Session, opened.DeviceName, opened.Address, opened.Means));

    private void End(SessionRevoked revoked)
    {
        if (_byUser.TryGetValue(revoked.User, out var feeds))
        {
            foreach (var feed in feeds.ToArray())
            {
                if (feed.Connection.Session.Id == revoked.Session)
                {
                    feed.End(revoked.Reason);
                }
            }
        }
    }

    private void Forget(LiveFeed feed)
    {
        _all.TryRemove(feed.Connection.Id, out _);
        foreach (var conversation in feed.Followed())
        {
            Remove(conversation, feed);
        }

        var last = _byUser.TryGetValue(feed.User, out var feeds) && feeds.Remove(feed);
        _bus.Publish(new ConnectionChanged(feed.Connection, Open: false));
        if (last)
        {
            _bus.Publish(new PresenceChanged(feed.User, Online: false));
        }
    }

    private LiveFeed[] FeedsOf(UserId user) => _byUser.TryGetValue(user, out var feeds) ? feeds.ToArray() : [];

    private void Remove(ConversationId conversation, LiveFeed feed)
    {
        if (_byConversation.TryGetValue(conversation, out var feeds))
        {
            feeds.Remove(feed);
        }
    }
}
