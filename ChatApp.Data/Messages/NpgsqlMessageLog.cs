using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>Appends through a few writers, each of which takes what is waiting and writes it in one transaction.</summary>
internal sealed class NpgsqlMessageLog : IMessageLog, IAsyncDisposable
{
    private readonly WriterLane[] _lanes;

    public NpgsqlMessageLog(
        NpgsqlDataSource database, IdGenerator ids, IMessageDelivery delivery, TimeProvider clock, IOptions<MessageLimits> limits, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<WriterLane>();
        BatchWriter Open() => new(database, ids, clock, limits.Value);
        _lanes = [.. Enumerable.Range(0, limits.Value.Lanes).Select(_ => new WriterLane(Open, delivery, clock, limits.Value, logger))];
    }

    public ValueTask<Outcome<SentMessage>> AppendAsync(PendingMessage pending, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A conversation always has the same writer, or two transactions would wait for each other on its row.
        var lane = _lanes[(ulong)pending.Conversation.Value % (ulong)_lanes.Length];
        var waiting = new WaitingMessage(pending);
        return lane.TryEnqueue(waiting) ? waiting.Outcome : new ValueTask<Outcome<SentMessage>>(ErrorCode.TooBusy);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }
    }
}
