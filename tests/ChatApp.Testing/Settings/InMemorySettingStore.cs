using ChatApp.Core.Kernel;
using ChatApp.Core.Settings;

namespace ChatApp.Testing.Settings;

/// <summary>Settings that end with the test.</summary>
public sealed class InMemorySettingStore : IServerSettingStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<SettingChange> _changes = [];

    public Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(_values, StringComparer.Ordinal));
        }
    }

    public Task SaveAsync(string name, string? value, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _values.GetValueOrDefault(name);
            if (old == value)
            {
                return Task.CompletedTask;
            }

            _changes.Add(new SettingChange(_changes.Count + 1, name, old, value, by, now));
            if (value is null)
            {
                _values.Remove(name);
            }
            else
            {
                _values[name] = value;
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<SettingChange>> ListChangesAsync(string? name, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<SettingChange>>(
            [
                .. _changes.Where(change => (name is null || change.Name == name) && (before is null || change.Id < before))
                    .OrderByDescending(change => change.Id)
                    .Take(limit),
            ]);
        }
    }
}
