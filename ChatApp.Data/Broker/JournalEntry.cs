using ChatApp.Core.Broker;

namespace ChatApp.Data.Broker;

/// <summary>The operations of one call, and its wait for the commit.</summary>
internal sealed class JournalEntry(IReadOnlyList<BrokerOperation> operations)
{
    // The caller goes on in a thread of the pool: the journal has the next group to write.
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<BrokerOperation> Operations { get; } = operations;

    public Task Committed => _committed.Task;

    public void Commit() => _committed.TrySetResult();

    public void Fail(Exception fault) => _committed.TrySetException(fault);

    public void GiveUp() => _committed.TrySetCanceled();
}
