namespace ChatApp.MqttBridge.Topics;

/// <summary>The short numbers that the server gives to topics on one connection, as many as the client takes (MQTT 5.0, 3.1.2.11.5).</summary>
internal sealed class OutgoingAliases(int maximum)
{
    // A client that takes 65,535 would have the server remember as many names.
    private const int MostUseful = 64;

    private readonly Dictionary<string, ushort> _aliases = new(StringComparer.Ordinal);
    private readonly int _maximum = Math.Min(maximum, MostUseful);

    /// <summary>The bytes of the topics.</summary>
    public int HeldBytes { get; private set; }

    /// <summary>The alias of a topic and whether the client knows it; 0 when all are given away.</summary>
    public (ushort Alias, bool IsKnown) Find(string topic)
    {
        if (_aliases.TryGetValue(topic, out var alias))
        {
            return (alias, true);
        }

        return _aliases.Count < _maximum ? ((ushort)(_aliases.Count + 1), false) : ((ushort)0, false);
    }

    /// <summary>The client was told.</summary>
    public void Confirm(string topic, ushort alias)
    {
        if (alias != 0 && _aliases.TryAdd(topic, alias))
        {
            HeldBytes += sizeof(char) * topic.Length;
        }
    }
}
