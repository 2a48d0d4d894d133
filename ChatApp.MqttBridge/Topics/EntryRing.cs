namespace ChatApp.MqttBridge.Topics;

/// <summary>Entries in the order of their sequences: taken off in front, added behind. Holds no memory while it is empty.</summary>
internal sealed class EntryRing
{
    private const int SmallestSize = 4;
    private const int KeptSize = 16;

    private OutgoingEntry[] _entries = [];
    private int _first;

    public int Count { get; private set; }

    public ref OutgoingEntry this[int index] => ref _entries[(_first + index) & (_entries.Length - 1)];

    public void Add(in OutgoingEntry entry)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }

        _entries[(_first + Count) & (_entries.Length - 1)] = entry;
        Count++;
    }

    public void RemoveFirst()
    {
        _entries[_first] = default;
        _first = (_first + 1) & (_entries.Length - 1);
        Count--;
        if (Count == 0 && _entries.Length > KeptSize)
        {
            _entries = [];
            _first = 0;
        }
    }

    public void Clear()
    {
        _entries = [];
        _first = 0;
        Count = 0;
    }

    /// <summary>Where an entry with this packet identifier stands among the first ones; -1 when it does not.</summary>
    public int IndexOf(ushort packetIdentifier, int among)
    {
        if (among == 0)
        {
            return -1;
        }

        // Without gaps, which is the usual case, the distance of the identifiers is the place.
        var distance = packetIdentifier - this[0].PacketIdentifier;
        var guess = distance >= 0 ? distance : distance + OutgoingEntry.Identifiers;
        if (guess < among && this[guess].PacketIdentifier == packetIdentifier)
        {
            return guess;
        }

        for (var i = 0; i < among; i++)
        {
            if (this[i].PacketIdentifier == packetIdentifier)
            {
                return i;
            }
        }

        return -1;
    }

    private void Grow()
    {
        var larger = new OutgoingEntry[Math.Max(SmallestSize, _entries.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        _entries = larger;
        _first = 0;
    }
}
