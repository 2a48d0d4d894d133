namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>The properties of one packet, in the order of the wire. In 3.1.1 there are none, and none are written.</summary>
internal sealed class MqttProperties(IReadOnlyList<MqttProperty> items)
{
    public static readonly MqttProperties Empty = new([]);

    public IReadOnlyList<MqttProperty> Items { get; } = items;

    public bool IsEmpty => Items.Count == 0;

    /// <summary>The value of a property that is a number, or <see langword="null"/> when the packet does not carry it.</summary>
    public uint? Number(PropertyId id)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            if (Items[i].Id == id)
            {
                return Items[i].Number;
            }
        }

        return null;
    }

    /// <summary>The value of a property that is a text, or <see langword="null"/> when the packet does not carry it.</summary>
    public string? Text(PropertyId id)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            if (Items[i].Id == id)
            {
                return Items[i].Text;
            }
        }

        return null;
    }

    public bool Has(PropertyId id)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            if (Items[i].Id == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first user property of a name, or <see langword="null"/>.</summary>
    public string? User(string name)
    {
        for (var i = 0; i < Items.Count; i++)
        {
            if (Items[i].Id == PropertyId.UserProperty && Items[i].Name == name)
            {
                return Items[i].Text;
            }
        }

        return null;
    }
}
