using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.Receipts;

/// <summary>
/// Keeps in memory what devices have received and writes it down about once a second, many marks to a statement. After a crash a mark
/// may be behind until the device acknowledges again; nothing else depends on it.
/// </summary>
public sealed partial class DeliveredMarks(IReceiptStore store, IEventDelivery delivery, TimeProvider clock, ILogger<DeliveredMarks> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Dictionary<(UserId User, ConversationId Conversation), long> _waiting = [];

    /// <summary>Notes that a device of a person has a conversation up to a sequence. Never waits; a sequence beyond the end counts as the end.</summary>
    public void Note(DeliveredMark mark)
    {
        lock (_gate)
        {
            Keep(mark);
        }
    }

    /// <summary>Notes where several cursors of a person's device stand.</summary>
    public void Note(UserId user, IEnumerable<(ConversationId Conversation, long Sequence)> cursors)
    {
        lock (_gate)
        {
            foreach (var (conversation, sequence) in cursors)
            {
                Keep(new DeliveredMark(user, conversation, sequence));
            }
        }
    }

    /// <summary>Writes what waits and tells the senders who may know; what cannot be written stays for the next time.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<(UserId User, ConversationId Conversation), long> taken;
        lock (_gate)
        {
            (taken, _waiting) = (_waiting, []);
        }

        var chunks = taken.Select(entry => new DeliveredMark(entry.Key.User, entry.Key.Conversation, entry.Value)).Chunk(ReceiptLimits.MaxWritten).ToArray();
        for (var written = 0; written < chunks.Length; written++)
        {
            DeliveredMoves moves;
            try
            {
                moves = await store.MarkDeliveredAsync(chunks[written], cancellationToken);
            }
            catch
            {
                NoteAll(chunks[written..].SelectMany(chunk => chunk));
                throw;
            }

            NoteAll(moves.Busy);
            foreach (var move in moves.Moved)
            {
                Tell(move);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database is away; what waits is bounded and is tried again.
                LogFault(fault);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void NoteAll(IEnumerable<DeliveredMark> marks)
    {
        lock (_gate)
        {
            foreach (var mark in marks)
            {
                Keep(mark);
            }
        }
    }

    private void Keep(DeliveredMark mark)
    {
        var place = (mark.User, mark.Conversation);
        if (_waiting.TryGetValue(place, out var stands) ? stands < mark.Sequence : _waiting.Count < ReceiptLimits.MaxWaiting && mark.Sequence > 0)
        {
            _waiting[place] = mark.Sequence;
        }
    }

    private void Tell(DeliveredMove move)
    {
        if (move.IsTold && move.Key.Type == ConversationType.Single)
        {
            delivery.PublishTo(move.Mark.Conversation, new DeliveredEvent(move.Key, move.Mark.User, move.Mark.Sequence), except: move.Mark.User);
        }
    }

    [LoggerMessage(EventIds.DeliveredFault, LogLevel.Warning, "Delivered marks could not be written; they will be with the next try.")]
    private partial void LogFault(Exception fault);
}
