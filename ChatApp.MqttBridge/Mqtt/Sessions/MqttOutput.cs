using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// The way out of one connection, shared by its loops. Writing only appends; one flush carries everything that was appended, and what
/// is appended while a flush waits for the client goes with the next one. Each loop waits for its own flush before it writes more, and
/// messages of free topics are refused beyond a limit, which bounds what can gather here.
/// </summary>
internal sealed class MqttOutput(PipeWriter writer, TimeProvider clock)
{
    private const long NotWaiting = -1;

    // Messages of free topics that gather while the transport takes nothing. What the transport holds itself (64 KB) comes on top.
    private const int MaxBacklogBytes = 256 * 1024;

    private const int AcknowledgementBytes = 4;

    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte>? _meanwhile;
    private TaskCompletionSource? _finished;
    private bool _flushing;
    private bool _dirty;
    private bool _sealed;
    private bool _closed;
    private bool _congested;
    private long _messages;
    private long _bytes;
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

    /// <summary>Called without a lock when there is room again after a message was refused.</summary>
    public Action? Drained { get; set; }

    /// <summary>How many messages of free topics and of the inbox went out.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>How many bytes went out.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How many bytes wait until the transport takes more.</summary>
    public int WaitingBytes
    {
        get
        {
            lock (_gate)
            {
                return _meanwhile?.WrittenCount ?? 0;
            }
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
            _bytes += MqttPacketWriter.Write(Place, packet, version);
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
            _messages++;
            _bytes += packet.Size;
            packet.WriteTo(Place, packetIdentifier);
        }
    }

    /// <summary>Appends an acknowledgement of success, which is the same four bytes in every version.</summary>
    public void WriteAcknowledgement(MqttPacketType type, ushort packetIdentifier)
    {
        lock (_gate)
        {
            if (_closed || _sealed)
            {
                return;
            }

            _dirty = true;
            _bytes += AcknowledgementBytes;
            var output = Place;
            var place = output.GetSpan(AcknowledgementBytes);
            place[0] = (byte)(((int)type << 4) | (type == MqttPacketType.Pubrel ? 0b0010 : 0));
            place[1] = sizeof(ushort);
            BinaryPrimitives.WriteUInt16BigEndian(place[2..], packetIdentifier);
            output.Advance(AcknowledgementBytes);
        }
    }

    /// <summary>Appends a PUBLISH that is encoded already.</summary>
    /// <param name="header">Its first byte.</param>
    /// <param name="identifierAt">Where its packet identifier belongs; 0 for none.</param>
    /// <param name="flushIsDue">Whether nobody else is going to flush it.</param>
    /// <returns>Whether there was room for it; a connection that has ended takes everything.</returns>
    public bool TryAppend(ReadOnlySpan<byte> packet, byte header, int identifierAt, ushort packetIdentifier, out bool flushIsDue)
    {
        lock (_gate)
        {
            flushIsDue = false;
            if (_closed || _sealed)
            {
                return true;
            }

            if (_flushing && (_meanwhile?.WrittenCount ?? 0) + packet.Length > MaxBacklogBytes)
            {
                _congested = true;
                return false;
            }

            flushIsDue = !_dirty && !_flushing;
            _dirty = true;
            _messages++;
            _bytes += packet.Length;
            var output = Place;
            var place = output.GetSpan(packet.Length);
            packet.CopyTo(place);
            place[0] = header;
            if (identifierAt > 0)
            {
                BinaryPrimitives.WriteUInt16BigEndian(place[identifierAt..], packetIdentifier);
            }

            output.Advance(packet.Length);
            return true;
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

    private IBufferWriter<byte> Place => _flushing ? _meanwhile ??= new ArrayBufferWriter<byte>() : writer;

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
        bool wasCongested;
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
            wasCongested = _congested;
            _congested = false;
        }

        finished?.TrySetResult();
        if (wasCongested)
        {
            Drained?.Invoke();
        }

        return true;
    }
}
