using ChatApp.Core.Kernel;

namespace ChatApp.Core.Settings;

/// <summary>Keeps the server's settings and their history.</summary>
public interface IServerSettingStore
{
    /// <summary>Every value that was set.</summary>
    Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Sets a value and writes its history, in one transaction; <see langword="null"/> goes back to the default.</summary>
    Task SaveAsync(string name, string? value, UserId by, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The changes, the newest first, before an id (<see langword="null"/>: from the newest), of one setting or of all.</summary>
    Task<IReadOnlyList<SettingChange>> ListChangesAsync(string? name, long? before, int limit, CancellationToken cancellationToken);
}
