using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>
/// What goes to a client. It gathers until it is flushed, and is then sent by whoever flushes; what the socket does not take is sent
/// when it does, and the flush waits for that. Nothing may be written meanwhile. Empty, it holds no buffer.
/// </summary>
internal sealed class EpollWriter(EpollConnection connection) : PipeWriter, IValueTaskSource<FlushResult>
{
    private const int UsualBuffer = 4 * 1024;

    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<FlushResult> _source;
    private byte[]? _buffer;
    private int _sent;
    private int _end;
    private bool _waiting;
    private bool _gone;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _end - _sent;

    /// <summary>Whether something waits for the client to take it.</summary>
    public bool IsBlocked
    {
        get
        {
            lock (_gate)
            {
                return _waiting;
            }
        }
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_end);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_end);
    }

    public override void Advance(int bytes) => _end += bytes;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_waiting)
            {
                throw new InvalidOperationException("A flush is under way.");
            }

            if (TrySend())
            {
                return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: _gone));
            }

            _source.Reset();
            _waiting = true;
            return new ValueTask<FlushResult>(this, _source.Version);
        }
    }

    public override void CancelPendingFlush()
    {
        // Nobody here gives up a flush without giving up the connection, which ends it.
    }

    public override void Complete(Exception? exception = null)
    {
        // What was written is sent by the flush before; what was not flushed was not meant to go.
    }

    /// <summary>The socket takes more; called by the loop.</summary>
    public void OnWritable()
    {
        bool gone;
        lock (_gate)
        {
            if (!_waiting || !TrySend())
            {
                return;
            }

            _waiting = false;
            gone = _gone;
        }

        _source.SetResult(new FlushResult(isCanceled: false, isCompleted: gone));
    }

    /// <summary>Nothing touches the socket any more when this returns, and nobody waits for it.</summary>
    public void Detach()
    {
        bool waited;
        lock (_gate)
        {
            _gone = true;
            waited = _waiting;
            _waiting = false;

            // The buffer stays: another thread may be writing into it.
        }

        if (waited)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static writer => writer._source.SetResult(new FlushResult(isCanceled: false, isCompleted: true)), this, preferLocal: false);
        }
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    /// <returns>Whether nothing is left to send.</returns>
    private bool TrySend()
    {
        while (!_gone && _sent < _end)
        {
            var count = Epoll.Send(connection.Descriptor, _buffer.AsSpan(_sent, _end - _sent));
            if (count == -Epoll.TryAgain)
            {
                return false;
            }

            if (count >= 0)
            {
                _sent += count;
            }
            else
            {
                // The reading side is told of the end by the socket, and ends the connection.
                _gone |= count != -Epoll.Interrupted;
            }
        }

        GiveBack();
        return true;
    }

    private void MakeRoom(int size)
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(size, UsualBuffer));
            return;
        }

        if (_buffer.Length - _end >= size)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _end - _sent + size));
        _buffer.AsSpan(_sent, _end - _sent).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        _end -= _sent;
        _sent = 0;
    }

    private void GiveBack()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }

        _sent = 0;
        _end = 0;
    }
}
