using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>The real log, behind a gate that a test can close: what is appended then waits, or is told that the store is away.</summary>
internal sealed class GatedMessageLog(IMessageLog log) : IMessageLog
{
    private volatile TaskCompletionSource? _gate;
    private int _appended;

    /// <summary>Whether every append is answered with "unknown".</summary>
    public bool Away { get; set; }

    /// <summary>How many messages were given to the log, whatever became of them.</summary>
    public int Appended => _appended;

    public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open()
    {
        var gate = _gate;
        _gate = null;
        gate?.TrySetResult();
    }

    public ValueTask<Outcome<SentMessage>> AppendAsync(PendingMessage pending, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _appended);
        if (Away)
        {
            return new ValueTask<Outcome<SentMessage>>(ErrorCode.Unavailable);
        }

        return _gate is { } gate ? new ValueTask<Outcome<SentMessage>>(WaitAsync(gate.Task, pending)) : log.AppendAsync(pending, cancellationToken);
    }

    private async Task<Outcome<SentMessage>> WaitAsync(Task gate, PendingMessage pending)
    {
        // Taken now, told later: the place in the order does not change by waiting for the answer.
        var outcome = await log.AppendAsync(pending, CancellationToken.None);
        await gate;
        return outcome;
    }
}
