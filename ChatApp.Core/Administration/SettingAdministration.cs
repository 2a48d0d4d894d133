using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Administration;

/// <summary>The server's settings, for administrators; without the right everything answers <see cref="ErrorCode.Forbidden"/>.</summary>
public sealed class SettingAdministration(ServerSettings settings, IServerSettingStore store, AuditLog audit)
{
    /// <summary>The most changes of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>Every setting with its value.</summary>
    public Outcome<IReadOnlyList<SettingView>> List(Administrator actor)
        => actor.Allows(AdminRight.Read)
            ? Outcome.Of<IReadOnlyList<SettingView>>(
                [.. ServerSettingNames.All.Select(setting => new SettingView(setting, settings.Text(setting), settings.IsLocked(setting)))])
            : ErrorCode.Forbidden;

    /// <summary>Sets a value, or goes back to the default with <see langword="null"/>; in force when the task ends.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.ProofRequired"/>, or as <see cref="ServerSettings.SetAsync"/> refuses.</returns>
    public async Task<Outcome<Done>> SetAsync(Administrator actor, string name, string? value, string? reason, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Administer))
        {
            return ErrorCode.Forbidden;
        }

        if (actor.MustProve)
        {
            return ErrorCode.ProofRequired;
        }

        var before = ServerSettingNames.Find(name) is { } setting ? settings.Text(setting) : null;
        var set = await settings.SetAsync(name, value, actor.Id, cancellationToken);
        if (set.Refusal is null)
        {
            await audit.RecordAsync(actor.Id, "setting.set", $"setting:{name}", new { from = before, to = value }, reason, CancellationToken.None);
        }

        return set;
    }

    /// <summary>The changes, the newest first, below an id; of one setting or of all.</summary>
    public async Task<Outcome<IReadOnlyList<SettingChange>>> ListChangesAsync(
        Administrator actor, string? name, long? before, int limit, CancellationToken cancellationToken)
        => actor.Allows(AdminRight.Read)
            ? Outcome.Of(await store.ListChangesAsync(name, before, Math.Clamp(limit, 1, MaxPage), cancellationToken))
            : ErrorCode.Forbidden;
}
