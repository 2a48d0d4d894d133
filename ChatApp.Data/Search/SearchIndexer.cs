using System.Data.Common;
using ChatApp.Core.Startup;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatApp.Data.Search;

/// <summary>
/// Follows the log beside the send path and keeps the search index behind it. One node at a time does it, whichever holds the lock;
/// it ends with the connection, so another one goes on when a node dies.
/// </summary>
internal sealed partial class SearchIndexer(
    NpgsqlDataSource database, StoreReadiness readiness, IOptions<SearchIndexOptions> options, TimeProvider clock, ILogger<SearchIndexer> logger) : BackgroundService
{
    // Any number does, as long as nothing else locks it.
    private const long IndexLock = 7_205_759_404;

    // Looking for work goes over all conversations: it may take a twentieth of one processor at most.
    private const int RestPerWork = 20;

    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (readiness.IsReady)
                {
                    await FollowAsync(stoppingToken);
                }
            }
            catch (Exception away) when (away is DbException or IOException or TimeoutException or ObjectDisposedException)
            {
                LogAway(away.Message);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault);
            }

            await Task.Delay(options.Value.Interval, clock, stoppingToken);
        }
    }

    // Returns when another node does the work.
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand($"select pg_try_advisory_lock({IndexLock})", connection))
        {
            if (!(bool)(await take.ExecuteScalarAsync(cancellationToken))!)
            {
                return;
            }
        }

        try
        {
            await FollowAsync(connection, cancellationToken);
        }
        finally
        {
            await UnlockAsync(connection);
        }
    }

    private async Task FollowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            var started = clock.GetTimestamp();
            if (await SearchIndexWriter.IndexAsync(connection, clock.GetUtcNow() - options.Value.Quiet, cancellationToken) > 0)
            {
                continue;
            }

            var rest = clock.GetElapsedTime(started) * RestPerWork;
            await Task.Delay(rest < options.Value.Interval ? options.Value.Interval : rest < LongestRest ? rest : LongestRest, clock, cancellationToken);
        }
    }

    // The connection goes back to its pool, which would keep the lock from every other node.
    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var unlock = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
            await unlock.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception gone) when (gone is DbException or IOException or InvalidOperationException or TimeoutException)
        {
            // The lock went with the connection.
        }
    }

    [LoggerMessage(EventIds.SearchIndexAway, LogLevel.Warning, "The search index cannot follow for the moment: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventIds.SearchIndexFault, LogLevel.Error, "The search index was stopped by a fault and goes on.")]
    private partial void LogFault(Exception fault);
}
