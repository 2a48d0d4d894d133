using System.Collections.Concurrent;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;

namespace ChatApp.Web.Authentication;

/// <summary>Tells circuits and long connections when their session ends. One subscription to the bus serves all of them.</summary>
public sealed class SessionWatch : IDisposable
{
    private readonly ConcurrentDictionary<SessionId, ConcurrentDictionary<Watcher, byte>> _watchers = new();
    private readonly IDisposable _subscription;

    public SessionWatch(INodeBus bus) => _subscription = bus.Subscribe<SessionRevoked>(revoked => Tell(revoked.Session, revoked.Reason));

    /// <summary>The sessions somebody watches on this node.</summary>
    public IReadOnlyCollection<SessionId> Sessions => [.. _watchers.Keys];

    /// <summary>Calls back once when the session ends, unless the returned handle is disposed before.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ended">Called on the thread that ended it: it must be quick.</param>
    public IDisposable Watch(SessionId session, Action<SessionEndReason> ended)
    {
        var watcher = new Watcher(this, session, ended);

        // The set may be taken away between finding it and adding to it, when its last watcher leaves at that moment.
        ConcurrentDictionary<Watcher, byte> watchers;
        do
        {
            watchers = _watchers.GetOrAdd(session, _ => new());
            watchers[watcher] = 0;
        }
        while (!_watchers.TryGetValue(session, out var current) || current != watchers);

        return watcher;
    }

    /// <summary>Tells the watchers of a session that it is over.</summary>
    public void Tell(SessionId session, SessionEndReason reason)
    {
        if (!_watchers.TryRemove(session, out var watchers))
        {
            return;
        }

        foreach (var watcher in watchers.Keys)
        {
            watcher.Ended(reason);
        }
    }

    public void Dispose() => _subscription.Dispose();

    private void Remove(Watcher watcher)
    {
        if (_watchers.TryGetValue(watcher.Session, out var watchers) && watchers.TryRemove(watcher, out _) && watchers.IsEmpty)
        {
            _watchers.TryRemove(new(watcher.Session, watchers));
        }
    }

    private sealed class Watcher(SessionWatch owner, SessionId session, Action<SessionEndReason> ended) : IDisposable
    {
        public SessionId Session { get; } = session;

        public void Ended(SessionEndReason reason) => ended(reason);

        public void Dispose() => owner.Remove(this);
    }
}
