using System.Threading.Channels;
using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Broker;

/// <summary>Writes what waits in groups, in the order in which it was handed over, and tells each caller of the commit.</summary>
internal sealed partial class BrokerJournal : IAsyncDisposable
{
    // Enough that the commit is a small part of the price, and no more than some milliseconds for whoever comes next.
    private const int MaxOperations = 4_096;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly TimeProvider _clock;
    private readonly ILogger<BrokerJournal> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _writing;

    // Bounded by the callers, who hand over no more than they may have under way.
    private readonly Channel<JournalEntry> _queue = Channel.CreateUnbounded<JournalEntry>(new UnboundedChannelOptions { SingleReader = true });

    public BrokerJournal(NpgsqlDataSource database, TimeProvider clock, ILogger<BrokerJournal> logger)
    {
        _database = database;
        _clock = clock;
        _logger = logger;
        _writing = Task.Run(WriteAllAsync);
    }

    public Task WriteAsync(IReadOnlyList<BrokerOperation> operations)
    {
        var entry = new JournalEntry(operations);
        if (!_queue.Writer.TryWrite(entry))
        {
            entry.GiveUp();
        }

        return entry.Committed;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _stopping.CancelAfter(LastWrite);
        await _writing;
        _stopping.Dispose();
    }

    private async Task WriteAllAsync()
    {
        var entries = new List<JournalEntry>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            var operations = 0;
            while (operations < MaxOperations && _queue.Reader.TryRead(out var entry))
            {
                operations += entry.Operations.Count;
                entries.Add(entry);
            }

            await WriteAsync(entries);
            entries.Clear();
        }
    }

    private async Task WriteAsync(List<JournalEntry> entries)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await CommitAsync(entries);
                entries.ForEach(entry => entry.Commit());
                return;
            }
            catch (Exception away) when (StoreFaults.IsAway(away) && !_stopping.IsCancellationRequested)
            {
                // Also when the connection was lost in the commit: writing it again changes nothing.
                LogAway(away, entries.Count);
                await PauseAsync(pause);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                entries.ForEach(entry => entry.GiveUp());
                return;
            }
            catch (Exception fault)
            {
                await IsolateAsync(entries, fault);
                return;
            }
        }
    }

    // What the database does not take must not cost the others of its group: each is tried alone, in their order.
    private async Task IsolateAsync(List<JournalEntry> entries, Exception fault)
    {
        if (entries.Count == 1)
        {
            LogRefused(fault);
            entries[0].Fail(fault);
            return;
        }

        foreach (var entry in entries)
        {
            await WriteAsync([entry]);
        }
    }

    private async Task CommitAsync(List<JournalEntry> entries)
    {
        var group = new JournalGroup();
        foreach (var entry in entries)
        {
            foreach (var operation in entry.Operations)
            {
                group.Add(operation);
            }
        }

        // One batch is one transaction.
        await using var batch = _database.CreateBatch();
        JournalBatch.Fill(batch, group);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(_stopping.Token);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _clock, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The next try ends at once, and gives up.
        }
    }

    [LoggerMessage(EventIds.JournalAway, LogLevel.Warning, "The broker's journal waits for the database with {Calls} calls.")]
    private partial void LogAway(Exception fault, int calls);

    [LoggerMessage(EventIds.JournalRefused, LogLevel.Error, "The database refused an operation of the broker's journal.")]
    private partial void LogRefused(Exception fault);
}
