using System.Collections.Concurrent;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>
/// Remembers for the clients of the app-server API what the engine wants back with a code: their protocol has no place for it. It is
/// lost with the process; then another code has to be asked for.
/// </summary>
internal sealed class AppServerChallenges(TimeProvider clock)
{
    private const int Max = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (string Challenge, DateTimeOffset Until)> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps the challenge of a name; when there is no room the oldest half goes.</summary>
    public void Keep(string name, string challenge)
    {
        if (_byName.Count >= Max)
        {
            foreach (var (old, _) in _byName.OrderBy(entry => entry.Value.Until).Take(Max / 2))
            {
                _byName.TryRemove(old, out _);
            }
        }

        _byName[name.Trim()] = (challenge, clock.GetUtcNow() + Lifetime);
    }

    /// <summary>The challenge of a name, or one that fits nothing.</summary>
    public string Of(string name)
        => _byName.TryGetValue(name.Trim(), out var kept) && kept.Until > clock.GetUtcNow() ? kept.Challenge : "none";
}
