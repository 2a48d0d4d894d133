using System.Reflection;
using ChatApp.Core.Administration;
using ChatApp.Core.Delivery;
using ChatApp.Core.Messages.Retention;
using ChatApp.Core.Moderation;

namespace ChatApp.Web.Admin;

/// <summary>Takes one look at this node.</summary>
public sealed class AdminFigureReader(
    DeliveryService delivery, ModerationService moderation, HitRecorder hits, ISensitiveHitStore hitStore, IManagedUserStore users, RetentionService retention, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private static readonly string Version =
        typeof(AdminFigureReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    /// <summary>The figures now. A database that does not answer leaves its own figures empty and spoils no others.</summary>
    public async Task<AdminFigures> ReadAsync(CancellationToken cancellationToken)
    {
        var connections = delivery.List();
        var (accounts, hitsLastDay, removed, databaseMs) = await AskDatabaseAsync(cancellationToken);
        return new AdminFigures(
            _startedAt,
            Version,
            connections.Select(connection => connection.Session.User).Distinct().Count(),
            connections.Count,
            connections.CountBy(connection => connection.Kind.ToString()).ToDictionary(),
            accounts,
            moderation.WordCount,
            moderation.Version,
            hitsLastDay,
            hits.Lost,
            Environment.WorkingSet,
            removed,
            databaseMs);
    }

    private async Task<(int? Accounts, int? Hits, RetentionFigures? Retention, double? Ms)> AskDatabaseAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestWait);
        try
        {
            var accounts = await users.CountAsync(patience.Token);
            var removed = await retention.ReadFiguresAsync(patience.Token);
            var started = clock.GetTimestamp();
            var hitsLastDay = await hitStore.CountAllAsync(clock.GetUtcNow() - TimeSpan.FromDays(1), patience.Token);
            return (accounts, hitsLastDay, removed, clock.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Health and the log say what is wrong with the database; here it shows as figures that are missing.
            return (null, null, null, null);
        }
    }
}
