using System.Threading.Channels;
using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Friends;

/// <summary>Tells a person's friends when they come on line and when they leave.</summary>
public sealed class PresenceService : IDisposable
{
    // When more people come and go at once than can be told, the oldest news is dropped: the next list a client reads is right again.
    private const int MaxWaiting = 10_000;

    private readonly Channel<PresenceChanged> _changes = Channel.CreateBounded<PresenceChanged>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly IFriendStore _store;
    private readonly DeliveryService _delivery;
    private readonly IDisposable _subscription;

    /// <summary>Makes the service and begins to listen.</summary>
    public PresenceService(IFriendStore store, DeliveryService delivery, INodeBus bus)
    {
        _store = store;
        _delivery = delivery;
        _subscription = bus.Subscribe<PresenceChanged>(change => _changes.Writer.TryWrite(change));
    }

    /// <summary>Which of a person's friends are on line here.</summary>
    public async Task<IReadOnlyList<UserId>> OnlineFriendsAsync(UserId user, CancellationToken cancellationToken)
        => [.. (await _store.ListAsync(user, cancellationToken)).Select(friend => friend.User).Where(_delivery.IsOnline)];

    /// <summary>Tells friends until the server stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(cancellationToken))
        {
            // A reload of a page goes and comes within a second; what is true by now is what friends are told.
            var online = _delivery.IsOnline(change.User);
            if (online != change.Online)
            {
                continue;
            }

            foreach (var friend in await _store.ListAsync(change.User, cancellationToken))
            {
                if (!friend.Blocked)
                {
                    _delivery.PublishTo(friend.User, new PresenceEvent(change.User, online));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
