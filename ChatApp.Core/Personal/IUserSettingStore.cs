using ChatApp.Core.Kernel;

namespace ChatApp.Core.Personal;

/// <summary>Keeps people's settings. Changes of one person are made one after the other, so that versions come in the order of the commits.</summary>
public interface IUserSettingStore
{
    /// <summary>Sets several at once, all or none. Switching off (empty or <c>0</c>) what was never set changes nothing.</summary>
    /// <returns>Those that were not so before, with their versions; or <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    Task<Outcome<IReadOnlyList<UserSetting>>> SaveAsync(
        UserId user, IReadOnlyCollection<SettingDraft> settings, int maxSettings, CancellationToken cancellationToken);

    /// <summary>Changes one by what it is now; nobody else changes it in between.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="scope">The scope's number.</param>
    /// <param name="key">The key.</param>
    /// <param name="change">The new value from what is (<see langword="null"/>: never set); the same value changes nothing, and the version stays.</param>
    /// <param name="maxSettings">The most settings of the person.</param>
    /// <param name="cancellationToken">Observed until the commit.</param>
    /// <returns>The setting after it and whether it changed, or <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    Task<Outcome<(UserSetting Setting, bool Changed)>> UpdateAsync(
        UserId user, int scope, string key, Func<UserSetting?, string> change, int maxSettings, CancellationToken cancellationToken);

    /// <summary>One setting, or <see langword="null"/> when it was never set.</summary>
    Task<UserSetting?> FindAsync(UserId user, int scope, string key, CancellationToken cancellationToken);

    /// <summary>All settings that are not off, but for one scope.</summary>
    Task<IReadOnlyList<UserSetting>> ListAsync(UserId user, int exceptScope, CancellationToken cancellationToken);

    /// <summary>What changed after a version.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="since">The last version that the device knows; 0 for none.</param>
    /// <param name="full">The device reads everything anew and has come this far: it knows nothing that could be too old.</param>
    /// <param name="limit">The most settings.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<SettingPage> ListChangesAsync(UserId user, long since, bool full, int limit, CancellationToken cancellationToken);
}
