using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;

namespace ChatApp.Core.Personal;

/// <summary>Keeps a person's settings the same on all of the person's devices.</summary>
public sealed class UserSettingService(IUserSettingStore store, IEventDelivery delivery, INodeBus bus)
{
    /// <summary>Sets several settings of a person, all or none, and tells the person's devices.</summary>
    /// <param name="user">Whose settings.</param>
    /// <param name="settings">What to set; at most <see cref="UserSettingLimits.MaxSetAtOnce"/>, the last of two with the same scope and key counts.</param>
    /// <param name="cancellationToken">Observed until the commit.</param>
    /// <returns>Those that changed, with their versions; or <see cref="ErrorCode.InvalidRequest"/> for a scope, key or value that is none,
    /// <see cref="ErrorCode.Forbidden"/> for a scope that only the server writes, <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    public async Task<Outcome<IReadOnlyList<UserSetting>>> SetAsync(UserId user, IReadOnlyCollection<SettingDraft> settings, CancellationToken cancellationToken)
    {
        if (settings.Count is 0 or > UserSettingLimits.MaxSetAtOnce)
        {
            return ErrorCode.InvalidRequest;
        }

        foreach (var setting in settings)
        {
            if (SettingScopes.Find(setting.Scope) is not { } scope || !scope.AcceptsKey(setting.Key) || !scope.AcceptsValue(setting.Value))
            {
                return ErrorCode.InvalidRequest;
            }

            if (scope.Writer == ScopeWriter.Server)
            {
                return ErrorCode.Forbidden;
            }
        }

        return await WriteAsync(user, settings, cancellationToken);
    }

    /// <summary>What changed after a version that a device knows.</summary>
    /// <param name="user">Whose settings.</param>
    /// <param name="since">The version that the last page ended with; 0 for a device that knows nothing.</param>
    /// <param name="full">Whether the device reads everything anew; see <see cref="SettingPage.Reset"/>.</param>
    /// <param name="limit">The most settings, 1 to <see cref="UserSettingLimits.MaxPage"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The page, or <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<SettingPage>> ChangesAsync(UserId user, long since, bool full, int limit, CancellationToken cancellationToken)
        => since < 0 || limit is < 1 or > UserSettingLimits.MaxPage
            ? ErrorCode.InvalidRequest
            : await store.ListChangesAsync(user, since, full, limit, cancellationToken);

    /// <summary>Forgets what a person set for a group that the person left or that is no more.</summary>
    public async Task ForgetGroupAsync(UserId user, string group, CancellationToken cancellationToken)
    {
        var key = SettingKeys.Of(ConversationTarget.Group(group));
        _ = await WriteAsync(
            user,
            [
                new(SettingScopes.GroupNicknamesHidden, group, "0"),
                new(SettingScopes.FavouriteGroup, group, "0"),
                new(SettingScopes.GroupRemark, group, "0"),
                new(SettingScopes.ConversationMuted, key, string.Empty),
                new(SettingScopes.ConversationPinned, key, string.Empty),
                new(SettingScopes.ConversationSync, key, string.Empty),
                new(SettingScopes.ConversationArchived, key, string.Empty),
                new(SettingScopes.ConversationDraft, key, string.Empty),
            ],
            cancellationToken);
    }

    /// <summary>Writes what the product itself sets for a person, without asking who may write it.</summary>
    internal async Task<Outcome<IReadOnlyList<UserSetting>>> WriteAsync(
        UserId user, IReadOnlyCollection<SettingDraft> settings, CancellationToken cancellationToken)
    {
        var saved = await store.SaveAsync(user, settings, UserSettingLimits.MaxSettings, cancellationToken);
        if (saved.Refusal is null && saved.Value.Count > 0)
        {
            Tell(user, saved.Value);
        }

        return saved;
    }

    /// <summary>Tells a person's devices, and whoever keeps the settings in memory, of what was stored.</summary>
    internal void Tell(UserId user, IReadOnlyList<UserSetting> changed)
    {
        bus.Publish(new UserSettingsChanged(user));
        delivery.PublishTo(user, new SettingEvent([.. changed.Select(setting => new ChangedSetting(setting.Scope, setting.Key, setting.Value, setting.Version))]));
    }
}
