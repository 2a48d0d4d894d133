using ChatApp.Core.SignIn;

namespace ChatApp.Testing.SignIn;

/// <summary>Counts of tries that end with the test.</summary>
public sealed class InMemoryAttemptStore : IAttemptStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset EndsAt)> _windows = new(StringComparer.Ordinal);

    public Task<int> CountAsync(string key, TimeSpan window, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var runs = _windows.TryGetValue(key, out var current) && current.EndsAt > now && current.EndsAt <= now + window;
            _windows[key] = runs ? (current.Count + 1, current.EndsAt) : (1, now + window);
            return Task.FromResult(_windows[key].Count);
        }
    }

    public Task ReturnAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_windows.TryGetValue(key, out var current) && current.Count > 0)
            {
                _windows[key] = current with { Count = current.Count - 1 };
            }
        }

        return Task.CompletedTask;
    }

    public Task ForgetAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _windows.Remove(key);
        }

        return Task.CompletedTask;
    }

    public Task RemoveOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var key in _windows.Where(entry => entry.Value.EndsAt < before).Select(entry => entry.Key).ToList())
            {
                _windows.Remove(key);
            }
        }

        return Task.CompletedTask;
    }
}
