using System.Collections.Concurrent;
using ChatApp.Core.Delivery;
using ChatApp.Core.Moderation;
using ChatApp.Core.Nodes;
using ChatApp.Core.Review;
using ChatApp.Core.Settings;

namespace ChatApp.Web.Admin;

/// <summary>
/// The one source of live administration: it hears the node bus and tells both the clients of <c>/hubs/admin</c>
/// (<see cref="AdminHubRelay"/>) and the administration's pages, which subscribe here on the server because their circuit is a
/// connection to it already. What a page shows live and what the hub pushes can therefore never differ.
/// </summary>
public sealed class AdminEvents : IDisposable
{
    private readonly ConcurrentDictionary<Subscription, Action<AdminEvent>> _listeners = new();
    private readonly ServerSettings _settings;
    private readonly ModerationService _moderation;
    private readonly IDisposable[] _bus;
    private int _audience;

    public AdminEvents(INodeBus bus, ServerSettings settings, ModerationService moderation)
    {
        _settings = settings;
        _moderation = moderation;
        _bus =
        [
            bus.Subscribe<WordsChanged>(changed => Publish(new AdminEvent.WordsChanged(changed.Version, _moderation.WordCount))),
            bus.Subscribe<SettingsChanged>(OnSetting),
            bus.Subscribe<HitRecorded>(hit => Publish(new AdminEvent.Hit(hit.Id, hit.Word, hit.Action.ToString()))),
            bus.Subscribe<ReviewChanged>(changed => Publish(new AdminEvent.ReviewChanged(changed.Item, changed.State.ToString()))),
            bus.Subscribe<ConnectionChanged>(OnConnection),
        ];
    }

    /// <summary>Whether anybody looks: nobody computes figures for an empty room.</summary>
    public bool HasAudience => Volatile.Read(ref _audience) > 0;

    /// <summary>Counts somebody who looks, a page or a client of the hub, until the returned handle is disposed.</summary>
    public IDisposable Attend()
    {
        Interlocked.Increment(ref _audience);
        return new Attendance(this);
    }

    /// <summary>Hears every event until the returned handle is disposed.</summary>
    /// <param name="listener">Called on the thread that caused the event: it must be quick, and what takes time it queues.</param>
    public IDisposable Subscribe(Action<AdminEvent> listener)
    {
        var subscription = new Subscription(this);
        _listeners[subscription] = listener;
        return subscription;
    }

    /// <summary>Tells everybody who listens.</summary>
    public void Publish(AdminEvent adminEvent)
    {
        foreach (var listener in _listeners.Values)
        {
            listener(adminEvent);
        }
    }

    public void Dispose()
    {
        foreach (var subscription in _bus)
        {
            subscription.Dispose();
        }
    }

    private void OnSetting(SettingsChanged changed)
    {
        if (ServerSettingNames.Find(changed.Name) is { } setting)
        {
            Publish(new AdminEvent.SettingChanged(changed.Name, _settings.Text(setting)));
        }
    }

    private void OnConnection(ConnectionChanged changed)
    {
        var connection = changed.Connection;
        Publish(new AdminEvent.ConnectionChanged(
            connection.Id, connection.Session.User.Value, connection.Kind.ToString(), connection.Protocol, connection.Address, changed.Open));
    }

    private sealed class Attendance(AdminEvents owner) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref owner._audience);
            }
        }
    }

    private sealed class Subscription(AdminEvents owner) : IDisposable
    {
        public void Dispose() => owner._listeners.TryRemove(this, out _);
    }
}
