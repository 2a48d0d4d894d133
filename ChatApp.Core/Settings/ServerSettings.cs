using System.Collections.Frozen;
using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Settings;

/// <summary>The server's settings: in memory for who reads them, live without a restart, locked where the configuration names them.</summary>
public sealed class ServerSettings
{
    private readonly IServerSettingStore _store;
    private readonly INodeBus _bus;
    private readonly TimeProvider _clock;
    private readonly FrozenDictionary<string, string> _locked;
    private volatile FrozenDictionary<string, string> _values;

    /// <summary>Makes the settings with their defaults; <see cref="ReloadAsync"/> reads the stored ones.</summary>
    /// <param name="store">Where values are kept.</param>
    /// <param name="bus">Tells the other nodes.</param>
    /// <param name="clock">The server's clock.</param>
    /// <param name="locked">Values that the configuration fixes, by name; they were checked at start.</param>
    public ServerSettings(IServerSettingStore store, INodeBus bus, TimeProvider clock, IReadOnlyDictionary<string, string> locked)
    {
        _store = store;
        _bus = bus;
        _clock = clock;
        _locked = locked.ToFrozenDictionary(StringComparer.Ordinal);
        _values = _locked;
    }

    /// <summary>The value in force.</summary>
    public string Text(SettingDefinition setting) => _values.GetValueOrDefault(setting.Name, setting.Default);

    /// <summary>The number in force.</summary>
    public int Number(SettingDefinition setting) => int.Parse(Text(setting), CultureInfo.InvariantCulture);

    /// <summary>The switch in force.</summary>
    public bool IsOn(SettingDefinition setting) => Text(setting) == "true";

    /// <summary>Whether the configuration fixes the value.</summary>
    public bool IsLocked(SettingDefinition setting) => _locked.ContainsKey(setting.Name);

    /// <summary>Sets a value, or the default with <see langword="null"/>; in force on this node when the task ends and on the others soon after.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.NotFound"/> for a name that is none; <see cref="ErrorCode.InvalidRequest"/> for a value
    /// out of range; <see cref="ErrorCode.Forbidden"/> where the configuration fixes it.</returns>
    public async Task<Outcome<Done>> SetAsync(string name, string? value, UserId by, CancellationToken cancellationToken)
    {
        if (ServerSettingNames.Find(name) is not { } setting)
        {
            return ErrorCode.NotFound;
        }

        if (IsLocked(setting))
        {
            return ErrorCode.Forbidden;
        }

        if (value is not null && !setting.Accepts(value))
        {
            return ErrorCode.InvalidRequest;
        }

        await _store.SaveAsync(name, value, by, _clock.GetUtcNow(), cancellationToken);
        await ReloadAsync(cancellationToken);
        _bus.Publish(new SettingsChanged(name));
        return Outcome.Done;
    }

    /// <summary>Reads the stored values again. A stored value that this version does not accept counts as not set.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var stored = await _store.LoadAsync(cancellationToken);
        var values = stored
            .Where(entry => ServerSettingNames.Find(entry.Key)?.Accepts(entry.Value) == true)
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in _locked)
        {
            values[name] = value;
        }

        _values = values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
