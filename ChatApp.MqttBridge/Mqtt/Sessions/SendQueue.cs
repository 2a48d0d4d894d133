using System.Threading.Channels;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// Carries a client's messages to the log, several at a time and in their order, and answers each in the order of arrival once it is
/// stored. What the store does not take is tried again until the connection ends: no acknowledgement means "unknown".
/// </summary>
internal sealed partial class SendQueue
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly MqttSession _session;
    private readonly MqttServices _services;
    private readonly Channel<OutgoingSend> _waiting;
    private readonly Channel<OutgoingSend> _underWay;
    private readonly Task _running;

    // How many were taken and could not be submitted at once. While there are any, those that come later wait behind them.
    private int _behind;

    // How many were taken and are not answered.
    private int _unanswered;

    private int _heldBytes;

    public SendQueue(MqttSession session, MqttServices services)
    {
        _session = session;
        _services = services;

        // Full means that reading from the client pauses, which its TCP window tells it in the end.
        var options = new BoundedChannelOptions(services.Limits.ReceiveMaximum) { SingleReader = true };
        _waiting = Channel.CreateBounded<OutgoingSend>(options);

        // What the answering loop does with a message that is not stored yet is less than waking a thread for it.
        _underWay = Channel.CreateBounded<OutgoingSend>(
            new BoundedChannelOptions(services.Limits.ReceiveMaximum) { SingleReader = true, AllowSynchronousContinuations = true });
        _running = Task.WhenAll(SubmitWaitingAsync(), AnswerAllAsync());
    }

    /// <summary>Whether everything that was taken has been answered.</summary>
    public bool IsIdle => Volatile.Read(ref _unanswered) == 0;

    /// <summary>The bytes of what was taken and is not answered.</summary>
    public int HeldBytes => Volatile.Read(ref _heldBytes);

    /// <summary>Takes an answer without waiting, if there is room.</summary>
    public bool TryEnqueue(OutgoingSend answer)
    {
        if (Volatile.Read(ref _behind) != 0)
        {
            return false;
        }

        Interlocked.Increment(ref _unanswered);
        if (_underWay.Writer.TryWrite(answer))
        {
            return true;
        }

        Interlocked.Decrement(ref _unanswered);
        return false;
    }

    /// <summary>Takes a message; called by the connection's reading loop alone.</summary>
    public ValueTask EnqueueAsync(OutgoingSend send, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _unanswered);
        Interlocked.Add(ref _heldBytes, send.Size);
        if (Volatile.Read(ref _behind) == 0)
        {
            // Nearly always all that has to be known about sender and receiver is in memory, and no other thread is needed.
            send.Submitting = SubmitAsync(send);
            if (send.Submitting.IsCompletedSuccessfully)
            {
                return _underWay.Writer.WriteAsync(send, cancellationToken);
            }
        }

        Interlocked.Increment(ref _behind);
        return _waiting.Writer.WriteAsync(send, cancellationToken);
    }

    /// <summary>Takes no more; done when everything that was taken has been answered, or given up with the connection.</summary>
    public Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        return _running;
    }

    private async Task SubmitWaitingAsync()
    {
        try
        {
            await foreach (var send in _waiting.Reader.ReadAllAsync())
            {
                await (send.Submitting ?? SubmitAsync(send));
                await _underWay.Writer.WriteAsync(send);
                Interlocked.Decrement(ref _behind);
            }
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
        finally
        {
            _underWay.Writer.TryComplete();
        }
    }

    private async Task AnswerAllAsync()
    {
        try
        {
            while (await _underWay.Reader.WaitToReadAsync())
            {
                while (_underWay.Reader.TryRead(out var send))
                {
                    if (send.Stored is { IsCompleted: false } || !send.Committed.IsCompleted)
                    {
                        // Whoever is answered already need not wait for this commit.
                        await _session.Link.Output.FlushAsync();
                    }

                    await AnswerAsync(send);
                    Interlocked.Add(ref _heldBytes, -send.Size);
                    Interlocked.Decrement(ref _unanswered);
                }

                await _session.Link.Output.FlushAsync();
            }
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    private async ValueTask AnswerAsync(OutgoingSend send)
    {
        if (send.Answer is null)
        {
            SendAnswer.Write(_session, send, await OutcomeAsync(send));
        }
        else if (await IsCommittedAsync(send.Committed))
        {
            _session.Answer(send.Answer);
            if (send.Then is { } then)
            {
                await then();
            }
        }
    }

    // While the store is away nothing is answered, until the connection ends.
    private async ValueTask<bool> IsCommittedAsync(Task committed)
    {
        try
        {
            if (!committed.IsCompleted)
            {
                await committed.WaitAsync(_session.Link.StopReason == ReasonCode.ServerShuttingDown ? _session.Link.PeerGone : _session.Link.Stopping);
            }

            return committed.IsCompletedSuccessfully;
        }
        catch (OperationCanceledException) when (_session.Link.StopReason == ReasonCode.ServerShuttingDown && !_session.Link.PeerGone.IsCancellationRequested)
        {
            return await IsCommittedAsync(committed);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A message is in its place when AppendAsync returns, so the next one may follow before the first is stored.
    private async Task SubmitAsync(OutgoingSend send)
    {
        if (send.Answer is not null)
        {
            return;
        }

        if (send.Draft.Refusal is { } refusal)
        {
            send.Stored = Refused(refusal);
            return;
        }

        if (!send.IsMessage)
        {
            return;
        }

        while (true)
        {
            if (await PrepareAsync(send.Draft.Value) is not { } prepared)
            {
                return;
            }

            if (prepared.Refusal is not { } refused)
            {
                send.Pending = prepared.Value;
                send.Pending.ContinuesQuickly = true;
                send.Stored = _services.Messages.AppendAsync(prepared.Value, CancellationToken.None).AsTask();
                return;
            }

            if (!IsUnknown(send, refused) || !await MayTryAgainAsync())
            {
                send.Stored = Refused(refused);
                return;
            }
        }
    }

    // What was received is sent even when the connection has ended meanwhile, as after PUBLISH and DISCONNECT in one write.
    // Null: it was told, and is nothing to be stored.
    private async Task<Outcome<PendingMessage>?> PrepareAsync(MessageDraft draft)
    {
        try
        {
            if (draft.Kind != MessageKind.Typing)
            {
                return await _services.Messages.PrepareAsync(draft, CancellationToken.None);
            }

            var told = await _services.Messages.TypingAsync(draft.Sender, draft.To, CancellationToken.None);
            return told.Refusal is { } refusal ? refusal : default(Outcome<PendingMessage>?);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            LogStoreAway(_services.SendLogger, away, _session.Link.Id);
            return ErrorCode.Unavailable;
        }
    }

    private async Task<Outcome<SentMessage>?> OutcomeAsync(OutgoingSend send)
    {
        if (send.Stored is null)
        {
            return null;
        }

        var outcome = await send.Stored;
        var waits = false;
        while (send.Pending is { } pending && outcome.Refusal is { } refusal && IsUnknown(send, refusal))
        {
            // The first refusal may be as old as the outage, which the message before this one waited for; the second is of now.
            if (waits && !await MayTryAgainAsync())
            {
                break;
            }

            outcome = await _services.Messages.AppendAsync(pending, CancellationToken.None);
            waits = true;
        }

        return outcome;
    }

    private static bool IsUnknown(OutgoingSend send, ErrorCode refusal)
        => send.QoS != QoS.AtMostOnce && refusal is (ErrorCode.Unavailable or ErrorCode.TooBusy);

    private async Task<bool> MayTryAgainAsync()
    {
        try
        {
            await Task.Delay(RetryPause, _services.Clock, _session.Link.PeerGone);
            return !_session.Link.Stopping.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static Task<Outcome<SentMessage>> Refused(ErrorCode refusal) => Task.FromResult<Outcome<SentMessage>>(refusal);

    private void Fail(Exception fault)
    {
        LogFault(_services.SendLogger, fault, _session.Link.Id);
        _session.Link.Stop(ReasonCode.UnspecifiedError);
    }

    [LoggerMessage(EventIds.SendFault, LogLevel.Error, "Connection {ConnectionId} closed: its messages could not be handled.")]
    private static partial void LogFault(ILogger logger, Exception fault, string connectionId);

    [LoggerMessage(EventIds.SendWaits, LogLevel.Warning, "Messages of connection {ConnectionId} wait for the store.")]
    private static partial void LogStoreAway(ILogger logger, Exception fault, string connectionId);
}
