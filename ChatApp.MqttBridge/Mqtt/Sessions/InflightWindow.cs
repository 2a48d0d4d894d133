using System.Runtime.InteropServices;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Topics;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// The messages that were sent to the client and not acknowledged: their packet identifiers, and per conversation the end of the
/// unbroken run of acknowledged sequences, which is where the device's cursor stands.
/// </summary>
/// <param name="size">The most messages under way that the server allows.</param>
/// <param name="quota">What the client allows, for these messages and those of free topics together.</param>
internal sealed class InflightWindow(int size, SendQuota quota)
{
    // Those below belong to the messages of free topics.
    private const ushort FirstIdentifier = OutgoingEntry.Identifiers + 1;

    private readonly Lock _gate = new();

    // In the order of sending, which within a conversation is the order of sequences. Never longer than the window, but for messages
    // that need no acknowledgement and wait behind one that does.
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource? _roomAgain;
    private ushort _lastIdentifier;
    private int _unacknowledged;

    /// <summary>How many messages the client has not acknowledged.</summary>
    public int Unacknowledged => Volatile.Read(ref _unacknowledged);

    /// <summary>Takes a place and a packet identifier that no message under way has; <see langword="false"/> when the window is full.</summary>
    public bool TryBegin(ConversationId conversation, long sequence, out ushort packetIdentifier)
    {
        lock (_gate)
        {
            packetIdentifier = 0;
            if (_unacknowledged >= size || !quota.TryTake())
            {
                return false;
            }

            packetIdentifier = NextIdentifier();
            _unacknowledged++;
            _entries.Add(new Entry(conversation, sequence, packetIdentifier));
            return true;
        }
    }

    /// <summary>Waits until there is room.</summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_unacknowledged < size && quota.HasRoom)
                {
                    return;
                }

                _roomAgain ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _roomAgain.Task;
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The client has acknowledged a packet. One that is not under way changes nothing.</summary>
    /// <returns>Where the conversation's cursor stands now, when it moved.</returns>
    public (ConversationId Conversation, long Sequence)? Acknowledge(ushort packetIdentifier)
    {
        TaskCompletionSource? roomAgain;
        (ConversationId, long)? moved;
        lock (_gate)
        {
            var index = _entries.FindIndex(entry => entry.PacketIdentifier == packetIdentifier);
            if (packetIdentifier == 0 || index < 0)
            {
                return null;
            }

            var conversation = _entries[index].Conversation;
            _entries[index] = _entries[index] with { PacketIdentifier = 0 };
            _unacknowledged--;
            quota.Return();
            moved = Advance(conversation);
            roomAgain = _roomAgain;
            _roomAgain = null;
        }

        roomAgain?.TrySetResult();
        return moved;
    }

    /// <summary>The client has acknowledged a message of a free topic, and its place may be had.</summary>
    public void Notice()
    {
        TaskCompletionSource? roomAgain;
        lock (_gate)
        {
            roomAgain = _roomAgain;
            _roomAgain = null;
        }

        roomAgain?.TrySetResult();
    }

    /// <summary>A message needs no acknowledgement: it was sent with QoS 0, or the device has it already.</summary>
    /// <returns>Where the conversation's cursor stands now, when it moved.</returns>
    public (ConversationId Conversation, long Sequence)? Pass(ConversationId conversation, long sequence)
    {
        lock (_gate)
        {
            // A run of such messages is one entry, or a client that never acknowledges would make the list grow for ever.
            var last = _entries.FindLastIndex(entry => entry.Conversation == conversation);
            if (last >= 0 && _entries[last].PacketIdentifier == 0)
            {
                _entries[last] = _entries[last] with { Sequence = sequence };
            }
            else
            {
                _entries.Add(new Entry(conversation, sequence, PacketIdentifier: 0));
            }

            return Advance(conversation);
        }
    }

    private (ConversationId Conversation, long Sequence)? Advance(ConversationId conversation)
    {
        (ConversationId, long)? moved = null;
        for (var i = 0; i < _entries.Count;)
        {
            if (_entries[i].Conversation != conversation)
            {
                i++;
                continue;
            }

            if (_entries[i].PacketIdentifier != 0)
            {
                break;
            }

            moved = (conversation, _entries[i].Sequence);
            _entries.RemoveAt(i);
        }

        return moved;
    }

    private ushort NextIdentifier()
    {
        do
        {
            _lastIdentifier = _lastIdentifier is < FirstIdentifier or ushort.MaxValue ? FirstIdentifier : (ushort)(_lastIdentifier + 1);
        }
        while (_entries.Exists(entry => entry.PacketIdentifier == _lastIdentifier));

        return _lastIdentifier;
    }

    /// <summary>A message on its way; packet identifier 0 when it has been acknowledged and only waits for earlier ones.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(ConversationId Conversation, long Sequence, ushort PacketIdentifier);
}
