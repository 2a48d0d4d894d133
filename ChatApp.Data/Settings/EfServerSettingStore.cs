using ChatApp.Core.Kernel;
using ChatApp.Core.Settings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChatApp.Data.Settings;

/// <summary>Keeps settings in the tables <c>server_settings</c> and <c>server_setting_changes</c>.</summary>
internal sealed class EfServerSettingStore(IDbContextFactory<ChatAppDbContext> contexts, NpgsqlDataSource database) : IServerSettingStore
{
    // Plain SQL, as every start waits for it: building EF's model would take longer than all the rest of the start.
    public async Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = database.CreateCommand("select name, value from server_settings");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            settings.Add(row.GetString(0), row.GetString(1));
        }

        return settings;
    }

    public async Task SaveAsync(string name, string? value, UserId by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // Two who set the same name follow one another, so each change in the history starts where the one before ended.
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext({name}))", cancellationToken);
        var row = await context.Set<ServerSettingRow>().SingleOrDefaultAsync(row => row.Name == name, cancellationToken);
        if (row?.Value == value)
        {
            return;
        }

        context.Add(new SettingChangeRow { Name = name, OldValue = row?.Value, NewValue = value, ChangedBy = by.Value, ChangedAt = now });
        switch (row, value)
        {
            case (null, { } first):
                context.Add(new ServerSettingRow { Name = name, Value = first });
                break;
            case ({ } old, null):
                context.Remove(old);
                break;
            case ({ } old, { } next):
                old.Value = next;
                break;
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<SettingChange>> ListChangesAsync(string? name, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SettingChangeRow>()
            .AsNoTracking()
            .Where(row => (name == null || row.Name == name) && (before == null || row.Id < before))
            .OrderByDescending(row => row.Id)
            .Take(limit)
            .Select(row => new SettingChange(row.Id, row.Name, row.OldValue, row.NewValue, new UserId(row.ChangedBy), row.ChangedAt))
            .ToListAsync(cancellationToken);
    }
}
