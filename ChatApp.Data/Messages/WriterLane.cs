using System.Threading.Channels;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatApp.Data.Messages;

/// <summary>One writer: takes what waits, up to a batch, writes it, tells the senders and then the members.</summary>
internal sealed partial class WriterLane : IAsyncDisposable
{
    private readonly Channel<WaitingMessage> _queue;
    private readonly BatchWriter _writer;
    private readonly PatientWriter _patient;
    private readonly HeldConversations _held;
    private readonly IMessageDelivery _delivery;
    private readonly int _maxBatch;
    private readonly ILogger _logger;
    private readonly Task _writing;

    public WriterLane(Func<BatchWriter> open, IMessageDelivery delivery, TimeProvider clock, MessageLimits limits, ILogger logger)
    {
        _writer = open();
        _patient = new PatientWriter(_writer, delivery, clock, logger);
        _held = new HeldConversations(open(), delivery, clock, limits, logger);
        _delivery = delivery;
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
        await _held.DisposeAsync();
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<WaitingMessage>(_maxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < _maxBatch && _queue.Reader.TryRead(out var message))
            {
                if (_held.IsEmpty || !_held.TryJoin(message))
                {
                    batch.Add(message);
                }
            }

            if (batch.Count > 0 && await AppendAsync(batch) is { Count: > 0 } left)
            {
                await WriteLeftAsync(left);
            }

            batch.Clear();
        }
    }

    private async Task WriteLeftAsync(List<WaitingMessage> left)
    {
        if (await _patient.WriteAsync(left) is { Count: > 0 } held)
        {
            _held.Add(held);
        }

        if (_patient.GaveUp)
        {
            RefuseWaiting();
        }
    }

    // Each batch has the patience of a batch: while the database is frozen, the last of a full queue would be told after minutes.
    private void RefuseWaiting()
    {
        for (var waiting = _queue.Reader.Count; waiting > 0 && _queue.Reader.TryRead(out var message); waiting--)
        {
            message.Finish(ErrorCode.Unavailable);
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
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation || PatientWriter.IsAboutData(refused) || PatientWriter.IsHeld(refused))
        {
            // A client id that was used, a row that the database does not take, or one that somebody else holds: nothing was written.
            return batch;
        }
        catch (Exception fault)
        {
            // Also when the connection was lost in the commit: the next try finds by client id what this one wrote.
            LogRetry(fault, batch.Count);
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

    [LoggerMessage(EventIds.WriterLaneRetry, LogLevel.Warning, "Writing {Messages} messages at once failed; they are written carefully.")]
    private partial void LogRetry(Exception fault, int messages);
}
