using System.Net.Sockets;
using System.Threading.Channels;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>One writer: takes what waits, up to a batch, writes it, tells the senders and then the members.</summary>
internal sealed partial class WriterLane : IAsyncDisposable
{
    // 50 ms, doubled each time, reaches five seconds with the seventh try: a database that restarts is usually back by then.
    private const int MaxTries = 7;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly Channel<WaitingMessage> _queue;
    private readonly BatchWriter _writer;
    private readonly IMessageDelivery _delivery;
    private readonly TimeProvider _clock;
    private readonly int _maxBatch;
    private readonly ILogger _logger;
    private readonly Task _writing;

    public WriterLane(BatchWriter writer, IMessageDelivery delivery, TimeProvider clock, MessageLimits limits, ILogger logger)
    {
        _writer = writer;
        _delivery = delivery;
        _clock = clock;
        _maxBatch = limits.MaxBatch;
        _logger = logger;
        _queue = Channel.CreateBounded<WaitingMessage>(new BoundedChannelOptions(limits.MaxWaiting)
        {
            SingleReader = true,

            // Who brings the first message to an idle writer begins to write it: nobody has to be woken for that.
            AllowSynchronousContinuations = true,
        });
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Takes a message, or says that too many wait already.</summary>
    public bool TryEnqueue(WaitingMessage message) => _queue.Writer.TryWrite(message);

    /// <summary>Takes no more, and ends when what waits has been written.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
        await _writer.DisposeAsync();
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<WaitingMessage>(_maxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < _maxBatch && _queue.Reader.TryRead(out var message))
            {
                batch.Add(message);
            }

            if (await AppendAsync(batch) is { Count: > 0 } left)
            {
                await WriteAsync(left);
            }

            batch.Clear();
        }
    }

    /// <returns>What is left to be written carefully.</returns>
    private async Task<List<WaitingMessage>> AppendAsync(List<WaitingMessage> batch)
    {
        IReadOnlyList<Message?> written;
        try
        {
            written = await _writer.AppendAsync(batch);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation || IsAboutData(refused))
        {
            // A client id that was used, or a row that the database does not take: nothing of the batch was written.
            return batch;
        }
        catch (Exception fault)
        {
            // Also when the connection was lost in the commit: the next try finds by client id what this one wrote.
            LogRetry(fault, batch.Count, attempt: 0);
            await _writer.ResetAsync();
            return batch;
        }

        return Tell(batch, written);
    }

    private List<WaitingMessage> Tell(List<WaitingMessage> batch, IReadOnlyList<Message?> written)
    {
        var left = new List<WaitingMessage>();
        var committed = new List<Message>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            if (written[i] is { } message)
            {
                committed.Add(message);
                if (batch.Count == 1)
                {
                    batch[i].FinishAlone(new SentMessage(message, Repeated: false));
                }
                else
                {
                    batch[i].Finish(new SentMessage(message, Repeated: false));
                }
            }
            else
            {
                left.Add(batch[i]);
            }
        }

        if (committed.Count > 0)
        {
            _delivery.Publish(committed);
        }

        return left;
    }

    private async Task WriteAsync(List<WaitingMessage> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Tell(batch, await _writer.WriteCarefullyAsync(batch));
                return;
            }
            catch (PostgresException refused) when (IsAboutData(refused))
            {
                await IsolateAsync(batch, refused);
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or SocketException or TimeoutException)
            {
                // Also when the connection was lost in COMMIT: the next attempt finds by client id what that one wrote.
                LogRetry(fault, batch.Count, attempt);
                await _writer.ResetAsync();
                if (attempt == MaxTries)
                {
                    LogGaveUp(batch.Count);
                    Finish(batch, ErrorCode.Unavailable);
                    return;
                }

                await Task.Delay(FirstPause * (1 << (attempt - 1)), _clock);
            }
            catch (Exception bug)
            {
                // A writer that dies would leave every later sender waiting for ever.
                LogRetry(bug, batch.Count, attempt);
                await _writer.ResetAsync();
                Finish(batch, ErrorCode.Unavailable);
                return;
            }
        }
    }

    // One row that the database will not take must not cost the others of its batch: halves are tried until it stands alone.
    private async Task IsolateAsync(List<WaitingMessage> batch, PostgresException refused)
    {
        await _writer.ResetAsync();
        if (batch.Count == 1)
        {
            LogRefusedRow(refused.SqlState);
            Finish(batch, ErrorCode.InvalidPayload);
            return;
        }

        var half = batch.Count / 2;
        await WriteAsync(batch[..half]);
        await WriteAsync(batch[half..]);
    }

    private void Tell(List<WaitingMessage> batch, WrittenBatch written)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Finish(written.Outcomes[i]);
        }

        if (written.Committed.Count > 0)
        {
            _delivery.Publish(written.Committed);
        }
    }

    private static void Finish(List<WaitingMessage> batch, ErrorCode refusal)
    {
        foreach (var message in batch)
        {
            message.Finish(refusal);
        }
    }

    // Class 22: a value the type does not take. 54: beyond a limit of the server, as nesting. 23502 and 23514: a constraint of the row.
    private static bool IsAboutData(PostgresException refused)
        => refused.SqlState.StartsWith("22", StringComparison.Ordinal)
            || refused.SqlState.StartsWith("54", StringComparison.Ordinal)
            || refused.SqlState is PostgresErrorCodes.NotNullViolation or PostgresErrorCodes.CheckViolation;

    [LoggerMessage(EventIds.WriterRetry, LogLevel.Warning, "Writing {Messages} messages failed at attempt {Attempt}.")]
    private partial void LogRetry(Exception fault, int messages, int attempt);

    [LoggerMessage(EventIds.WriterGaveUp, LogLevel.Error, "The database is away: {Messages} senders were told so.")]
    private partial void LogGaveUp(int messages);

    [LoggerMessage(EventIds.WriterRefusedRow, LogLevel.Warning, "The database refused one message with {SqlState}.")]
    private partial void LogRefusedRow(string sqlState);
}
