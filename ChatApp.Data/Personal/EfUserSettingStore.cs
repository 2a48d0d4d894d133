using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Personal;

/// <summary>Keeps people's settings. A person's head row is locked while they change, so that versions come in the order of the commits.</summary>
internal sealed class EfUserSettingStore(IDbContextFactory<ChatAppDbContext> contexts) : IUserSettingStore
{
    public async Task<Outcome<IReadOnlyList<UserSetting>>> SaveAsync(
        UserId user, IReadOnlyCollection<SettingDraft> settings, int maxSettings, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var head = await LockAsync(context, user, cancellationToken);
        var scopes = settings.Select(setting => setting.Scope).Distinct().ToArray();
        var keys = settings.Select(setting => setting.Key).Distinct(StringComparer.Ordinal).ToArray();
        var rows = await context.Set<UserSettingRow>()
            .Where(row => row.UserId == user.Value && scopes.Contains(row.Scope) && keys.Contains(row.Key))
            .ToDictionaryAsync(row => (row.Scope, row.Key), cancellationToken);
        var changed = new List<UserSettingRow>();
        foreach (var setting in settings.GroupBy(setting => (setting.Scope, setting.Key)).Select(same => same.Last()))
        {
            var row = rows.GetValueOrDefault((setting.Scope, setting.Key));
            if (row is null ? setting.Value is "" or "0" : row.Value == setting.Value)
            {
                continue;
            }

            changed.Add(Write(context, head, row, setting));
        }

        if (changed.Count == 0)
        {
            return Outcome.Of<IReadOnlyList<UserSetting>>([]);
        }

        if (!await FitsAsync(context, head, maxSettings, cancellationToken))
        {
            return ErrorCode.QuotaExceeded;
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Of<IReadOnlyList<UserSetting>>([.. changed.Select(ToSetting)]);
    }

    public async Task<Outcome<(UserSetting Setting, bool Changed)>> UpdateAsync(
        UserId user, int scope, string key, Func<UserSetting?, string> change, int maxSettings, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var head = await LockAsync(context, user, cancellationToken);
        var row = await context.Set<UserSettingRow>()
            .SingleOrDefaultAsync(row => row.UserId == user.Value && row.Scope == scope && row.Key == key, cancellationToken);
        var value = change(row is null ? null : ToSetting(row));
        if (value == (row?.Value ?? string.Empty))
        {
            return (row is null ? new UserSetting(scope, key, string.Empty, Version: 0) : ToSetting(row), false);
        }

        var written = Write(context, head, row, new SettingDraft(scope, key, value));
        if (!await FitsAsync(context, head, maxSettings, cancellationToken))
        {
            return ErrorCode.QuotaExceeded;
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (ToSetting(written), true);
    }

    public async Task<UserSetting?> FindAsync(UserId user, int scope, string key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Set<UserSettingRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(row => row.UserId == user.Value && row.Scope == scope && row.Key == key, cancellationToken);
        return row is null ? null : ToSetting(row);
    }

    public async Task<IReadOnlyList<UserSetting>> ListAsync(UserId user, int exceptScope, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<UserSettingRow>()
            .AsNoTracking()
            .Where(row => row.UserId == user.Value && row.Scope != exceptScope && row.Value != string.Empty)
            .Select(row => new UserSetting(row.Scope, row.Key, row.Value, row.Version))
            .ToListAsync(cancellationToken);
    }

    public async Task<SettingPage> ListChangesAsync(UserId user, long since, bool full, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var head = await context.Set<UserSettingHeadRow>().AsNoTracking().SingleOrDefaultAsync(row => row.UserId == user.Value, cancellationToken);

        // Ahead of the head: the database was restored to an older day, and what the device knows may never have been.
        if (since > (head?.Version ?? 0) || (!full && since > 0 && since < head?.ForgottenVersion))
        {
            return new SettingPage([], Version: 0, HasMore: true, Reset: true);
        }

        var found = await context.Set<UserSettingRow>()
            .AsNoTracking()
            .Where(row => row.UserId == user.Value && row.Version > since)
            .OrderBy(row => row.Version)
            .Take(limit + 1)
            .Select(row => new UserSetting(row.Scope, row.Key, row.Value, row.Version))
            .ToListAsync(cancellationToken);
        var page = found.Take(limit).ToArray();
        return new SettingPage(page, page.Length == 0 ? since : page[^1].Version, found.Count > limit, Reset: false);
    }

    private static async Task<UserSettingHeadRow> LockAsync(ChatAppDbContext context, UserId user, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync(
            $"insert into user_setting_heads (user_id, version, forgotten_version) values ({user.Value}, 0, 0) on conflict do nothing", cancellationToken);
        return await context.Set<UserSettingHeadRow>()
            .FromSql($"select * from user_setting_heads where user_id = {user.Value} for update")
            .SingleAsync(cancellationToken);
    }

    private static UserSettingRow Write(ChatAppDbContext context, UserSettingHeadRow head, UserSettingRow? row, SettingDraft setting)
    {
        head.Version++;
        if (row is null)
        {
            row = new UserSettingRow { UserId = head.UserId, Scope = setting.Scope, Key = setting.Key, Value = setting.Value };
            context.Add(row);
        }

        row.Value = setting.Value;
        row.Version = head.Version;
        return row;
    }

    // What is off is kept for devices that were away, until there is no room for it.
    private static async Task<bool> FitsAsync(ChatAppDbContext context, UserSettingHeadRow head, int maxSettings, CancellationToken cancellationToken)
    {
        var added = context.ChangeTracker.Entries<UserSettingRow>().Count(entry => entry.State == EntityState.Added);
        if (added == 0)
        {
            return true;
        }

        var mine = context.Set<UserSettingRow>().Where(row => row.UserId == head.UserId);
        var kept = await mine.CountAsync(cancellationToken);
        if (kept + added <= maxSettings)
        {
            return true;
        }

        string[] off = [string.Empty, "0"];
        var forgotten = await mine.Where(row => off.Contains(row.Value)).ToListAsync(cancellationToken);
        forgotten.RemoveAll(row => context.Entry(row).State == EntityState.Modified);
        context.RemoveRange(forgotten);
        head.ForgottenVersion = forgotten.Count == 0 ? head.ForgottenVersion : head.Version;
        return kept + added - forgotten.Count <= maxSettings;
    }

    private static UserSetting ToSetting(UserSettingRow row) => new(row.Scope, row.Key, row.Value, row.Version);
}
