using System.Threading.Channels;
using System.Threading.Tasks.Sources;

namespace ChatApp.Core.Delivery;

/// <summary>Wakes one waiting reader. It is one object for the life of its feed: waiting allocates nothing.</summary>
internal sealed class WakeSignal : IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _source;
    private Exception? _ending;
    private CancellationTokenRegistration _cancellation;
    private bool _set;
    private bool _waiting;
    private bool _closed;

    /// <summary>Wakes the reader, or lets its next wait end at once.</summary>
    /// <param name="here">Whether the reader goes on in this thread, before the call returns.</param>
    public void Set(bool here = false)
    {
        lock (_gate)
        {
            _set = !_waiting;
            if (_set)
            {
                return;
            }

            _waiting = false;
        }

        if (here)
        {
            _source.SetResult(true);
        }
        else
        {
            Finish(ending: null);
        }
    }

    /// <summary>Ends this wait and every later one.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            if (!_waiting)
            {
                return;
            }

            _waiting = false;
        }

        Finish(new ChannelClosedException());
    }

    /// <summary>Waits for <see cref="Set"/>; one caller at a time.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ChannelClosedException">The feed was closed.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_closed)
            {
                throw new ChannelClosedException();
            }

            if (_set)
            {
                _set = false;
                return ValueTask.CompletedTask;
            }

            _source.Reset();
            _waiting = true;
        }

        _cancellation = cancellationToken.UnsafeRegister(static (signal, token) => ((WakeSignal)signal!).Cancel(token), this);
        return new ValueTask(this, _source.Version);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_ending is { } ending)
        {
            _source.SetException(ending);
        }
        else
        {
            _source.SetResult(true);
        }
    }

    void IValueTaskSource.GetResult(short token)
    {
        _cancellation.Dispose();
        _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_waiting)
            {
                return;
            }

            _waiting = false;
        }

        Finish(new OperationCanceledException(cancellationToken));
    }

    // The reader goes on in a thread of the pool, with this object as its work item: whoever wakes it has others to wake.
    private void Finish(Exception? ending)
    {
        _ending = ending;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
