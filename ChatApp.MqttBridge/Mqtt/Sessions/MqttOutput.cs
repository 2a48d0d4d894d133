using System.Buffers;
using System.IO.Pipelines;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// The way out of one connection, shared by its loops. Writing only appends; one flush carries everything that was appended, and what
/// is appended while a flush waits for the client goes with the next one. Each loop waits for its own flush before it writes more,
/// which bounds what can gather here.
/// </summary>
internal sealed class MqttOutput(PipeWriter writer, TimeProvider clock)
{
    private const long NotWaiting = -1;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte>? _meanwhile;
    private TaskCompletionSource? _finished;
    private bool _flushing;
    private bool _dirty;
    private bool _sealed;
    private bool _closed;
    private long _waitingSince = NotWaiting;

    /// <summary>How long the client has been taking nothing; zero when nothing waits for it.</summary>
    public TimeSpan StalledFor
    {
        get
        {
            var since = Volatile.Read(ref _waitingSince);
            return since == NotWaiting ? TimeSpan.Zero : clock.GetElapsedTime(since);
        }
    }

    /// <summary>Whether the connection takes nothing more.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _closed;
            }
        }
    }

    /// <summary>Appends a packet. After the end of the connection it does nothing.</summary>
    public void Write(MqttPacket packet, MqttVersion version)
    {
        lock (_gate)
        {
            if (_closed || _sealed)
            {
                return;
            }

            _dirty = true;
            MqttPacketWriter.Write(_flushing ? _meanwhile ??= new ArrayBufferWriter<byte>() : writer, packet, version);
        }
    }

    /// <summary>Appends a packet that is encoded already, with this reader's packet identifier in it.</summary>
    public void Write(InboxPacket packet, ushort packetIdentifier)
    {
        lock (_gate)
        {
            if (_closed || _sealed)
            {
                return;
            }

            _dirty = true;
            packet.WriteTo(_flushing ? _meanwhile ??= new ArrayBufferWriter<byte>() : writer, packetIdentifier);
        }
    }

    /// <summary>Appends DISCONNECT, after which nothing may be sent (MQTT 5.0, 3.14.4-1).</summary>
    public void WriteLast(MqttPacket packet, MqttVersion version)
    {
        lock (_gate)
        {
            Write(packet, version);
            _sealed = true;
        }
    }

    /// <summary>Sends what was written; done when the connection has taken it, or has ended.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (_closed || !_dirty)
            {
                return Task.CompletedTask;
            }

            if (_flushing)
            {
                _finished ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _finished.Task;
            }

            _flushing = true;
            _dirty = false;
        }

        // Outside the lock: with inline scheduling the socket is written to in here.
        return RunAsync();
    }

    /// <summary>Takes no more, and lets go whoever waits for a flush.</summary>
    public void Close()
    {
        TaskCompletionSource? finished;
        lock (_gate)
        {
            _closed = true;
            finished = _finished;
            _finished = null;
        }

        finished?.TrySetResult();
    }

    private async Task RunAsync()
    {
        try
        {
            FlushResult result;
            do
            {
                var taken = writer.FlushAsync();
                if (!taken.IsCompleted)
                {
                    Volatile.Write(ref _waitingSince, clock.GetTimestamp());
                }

                result = await taken;
                Volatile.Write(ref _waitingSince, NotWaiting);
            }
            while (!EndFlush(result));
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or OperationCanceledException)
        {
            // The peer has gone, or the transport was completed. The reading side notices by itself and ends the connection.
            Volatile.Write(ref _waitingSince, NotWaiting);
            Close();
        }
    }

    // What came while the flush waited becomes the next one.
    private bool EndFlush(FlushResult result)
    {
        TaskCompletionSource? finished;
        lock (_gate)
        {
            _closed |= result.IsCompleted;
            if (_meanwhile is not null && !_closed)
            {
                writer.Write(_meanwhile.WrittenSpan);
                _meanwhile = null;
                _dirty = false;
                return false;
            }

            _flushing = false;
            finished = _finished;
            _finished = null;
        }

        finished?.TrySetResult();
        return true;
    }
}
