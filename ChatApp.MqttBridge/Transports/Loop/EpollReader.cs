using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;
using Microsoft.AspNetCore.Connections;

namespace ChatApp.MqttBridge.Transports.Loop;

/// <summary>
/// What a client sends. Read from the socket when the reader asks and something is there, into a buffer that is given back as soon as
/// all of it was consumed: a connection that is idle holds none.
/// </summary>
internal sealed class EpollReader(EpollConnection connection) : PipeReader, IValueTaskSource<ReadResult>
{
    private const int UsualBuffer = 8 * 1024;

    // How many reads in a row a client may have of a thread that has more to say than others.
    private const int MaxTurns = 8;

    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<ReadResult> _source;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _registeredFor;
    private byte[]? _buffer;
    private int _start;
    private int _end;

    // The part of the buffer after this was not looked at yet.
    private int _examined;
    private int _turns;
    private bool _readable = true;
    private bool _peerClosed;
    private bool _waiting;
    private bool _ended;
    private bool _cancelled;
    private bool _completed;
    private Exception? _fault;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken != _registeredFor)
        {
            // The same token comes with every read, and is listened to once.
            _cancellation.Unregister();
            _registeredFor = cancellationToken;
            _cancellation = cancellationToken.UnsafeRegister(static (reader, token) => ((EpollReader)reader!).Fail(new OperationCanceledException(token)), this);
        }

        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mayGoOn = _turns++ < MaxTurns;
            if (mayGoOn && TryTake(out var result))
            {
                ThrowIfFailed();
                return new ValueTask<ReadResult>(result);
            }

            _source.Reset();
            _waiting = true;
            if (!mayGoOn)
            {
                connection.Loop.TellAgain(connection);
            }
        }

        return new ValueTask<ReadResult>(this, _source.Version);
    }

    public override bool TryRead(out ReadResult result)
    {
        lock (_gate)
        {
            var taken = TryTake(out result);
            ThrowIfFailed();
            return taken;
        }
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        lock (_gate)
        {
            if (_buffer is null)
            {
                return;
            }

            // The one segment is the buffer from its beginning, so that positions are indexes.
            _start = IndexOf(consumed);
            _examined = Math.Max(_start, IndexOf(examined));
            if (_start == _end)
            {
                GiveBack();
            }
        }
    }

    public override void CancelPendingRead()
    {
        bool waited;
        lock (_gate)
        {
            waited = _waiting;
            _waiting = false;
            _cancelled = !waited;
        }

        if (waited)
        {
            _source.SetResult(new ReadResult(Unread(), isCanceled: true, isCompleted: false));
        }
    }

    public override void Complete(Exception? exception = null)
    {
        lock (_gate)
        {
            _completed = true;

            // Not Dispose: it would wait for a callback that runs now, which waits for this lock.
            _cancellation.Unregister();
            if (_buffer is not null)
            {
                GiveBack();
            }
        }
    }

    /// <summary>The socket has something to read, or has ended; called by the loop.</summary>
    public void OnReadable(bool peerClosed)
    {
        ReadResult result;
        lock (_gate)
        {
            _readable = true;
            _peerClosed |= peerClosed;
            _turns = 0;
            if (!_waiting || !TryTake(out result))
            {
                return;
            }

            _waiting = false;
        }

        // Here the connection's handler goes on, in the thread of the loop.
        if (_fault is { } fault)
        {
            _source.SetException(fault);
        }
        else
        {
            _source.SetResult(result);
        }
    }

    /// <summary>Ends this read and every later one.</summary>
    public void Fail(Exception fault)
    {
        lock (_gate)
        {
            // A cancelled wait is the affair of that wait alone.
            if (fault is not OperationCanceledException)
            {
                _fault = fault;
            }

            if (!_waiting)
            {
                return;
            }

            _waiting = false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Reader._source.SetException(state.Fault), (Reader: this, Fault: fault), preferLocal: false);
    }

    /// <summary>Nothing touches the socket any more when this returns.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _fault ??= new ConnectionAbortedException();
            _readable = false;
        }
    }

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    private static int IndexOf(SequencePosition position) => position.GetInteger() & int.MaxValue; // The highest bit is the sequence's own.

    private void ThrowIfFailed()
    {
        if (_fault is { } fault)
        {
            throw fault;
        }
    }

    /// <returns>Whether there is something for the reader, which may be <see cref="_fault"/>.</returns>
    private bool TryTake(out ReadResult result)
    {
        result = default;
        if (_readable && !_ended && !_completed && _fault is null)
        {
            Receive();
        }

        if (_fault is not null)
        {
            return true;
        }

        var canceled = _cancelled;
        _cancelled = false;
        if (_end <= _examined && !_ended && !canceled)
        {
            return false;
        }

        result = new ReadResult(Unread(), canceled, _ended);
        return true;
    }

    private ReadOnlySequence<byte> Unread() => _buffer is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(_buffer, _start, _end - _start);

    private void Receive()
    {
        MakeRoom();
        var room = _buffer!.Length - _end;
        var count = Epoll.Receive(connection.Descriptor, _buffer.AsSpan(_end));
        if (count > 0)
        {
            _end += count;

            // Less than there was room for means that there is no more, unless the end came with it and will not be told again.
            _readable = count == room || _peerClosed;
            return;
        }

        if (_start == _end)
        {
            GiveBack();
        }

        _readable = false;
        if (count == 0)
        {
            _ended = true;
        }
        else if (count == -Epoll.Interrupted)
        {
            _readable = true;
        }
        else if (count != -Epoll.TryAgain)
        {
            _fault = new ConnectionResetException($"The connection was reset (error {-count}).");
        }
    }

    // A packet that is larger than the buffer gets one of twice the size; how large a packet may be is the handler's affair.
    private void MakeRoom()
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(UsualBuffer);
            return;
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        var unread = _end - _start;
        var larger = ArrayPool<byte>.Shared.Rent(unread * 2 > _buffer.Length ? _buffer.Length * 2 : _buffer.Length);
        _buffer.AsSpan(_start, unread).CopyTo(larger);
        _examined = Math.Max(0, _examined - _start);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        _start = 0;
        _end = unread;
    }

    private void GiveBack()
    {
        ArrayPool<byte>.Shared.Return(_buffer!);
        _buffer = null;
        _start = 0;
        _end = 0;
        _examined = 0;
    }
}
