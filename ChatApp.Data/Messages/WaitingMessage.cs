using System.Threading.Tasks.Sources;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Data.Messages;

/// <summary>A message in a writer's queue, and its sender's wait for the outcome, in one object.</summary>
internal sealed class WaitingMessage(PendingMessage pending) : IValueTaskSource<Outcome<SentMessage>>
{
    // The sender goes on in a thread of the pool: the writer has the next batch to write.
    private ManualResetValueTaskSourceCore<Outcome<SentMessage>> _outcome = new() { RunContinuationsAsynchronously = true };

    public PendingMessage Pending { get; } = pending;

    /// <summary>The id it had in the last attempt: a row that bears it was written by us, although the commit's answer was lost.</summary>
    public MessageId? LastTried { get; set; }

    public ValueTask<Outcome<SentMessage>> Outcome => new(this, _outcome.Version);

    public void Finish(Outcome<SentMessage> outcome) => _outcome.SetResult(outcome);

    /// <summary>The same for a writer that has nothing else to write: a sender that is quick about it goes on in this thread.</summary>
    public void FinishAlone(Outcome<SentMessage> outcome)
    {
        _outcome.RunContinuationsAsynchronously = !Pending.ContinuesQuickly;
        _outcome.SetResult(outcome);
    }

    public Outcome<SentMessage> GetResult(short token) => _outcome.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _outcome.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _outcome.OnCompleted(continuation, state, token, flags);
}
