namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Writes the properties of a packet of MQTT 5.0; none are a single 0 (2.2.2-1).</summary>
internal static class MqttPropertyWriter
{
    public static void Write<TSink>(ref TSink sink, MqttProperties properties)
        where TSink : IMqttSink, allows ref struct
    {
        var counted = default(CountingSink);
        WriteItems(ref counted, properties.Items);
        sink.VariableInteger(counted.Count);
        WriteItems(ref sink, properties.Items);
    }

    /// <summary>Properties without their length, as they are kept.</summary>
    public static byte[] Encode(IReadOnlyList<MqttProperty> items)
    {
        var counted = default(CountingSink);
        WriteItems(ref counted, items);
        var bytes = new byte[counted.Count];
        var sink = new SpanSink(bytes);
        WriteItems(ref sink, items);
        return bytes;
    }

    private static void WriteItems<TSink>(ref TSink sink, IReadOnlyList<MqttProperty> items)
        where TSink : IMqttSink, allows ref struct
    {
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            sink.Byte((byte)item.Id); // A variable byte integer, and all identifiers are below 128.
            switch (PropertyRules.KindOf(item.Id))
            {
                case PropertyKind.Byte:
                    sink.Byte((byte)item.Number);
                    break;
                case PropertyKind.UInt16:
                    sink.UInt16((ushort)item.Number);
                    break;
                case PropertyKind.UInt32:
                    sink.UInt32(item.Number);
                    break;
                case PropertyKind.VariableInteger:
                    sink.VariableInteger((int)item.Number);
                    break;
                case PropertyKind.Text:
                    sink.Text(item.Text ?? string.Empty);
                    break;
                case PropertyKind.Binary:
                    sink.Binary(item.Bytes.Span);
                    break;
                case PropertyKind.TextPair:
                    sink.Text(item.Name ?? string.Empty);
                    sink.Text(item.Text ?? string.Empty);
                    break;
            }
        }
    }
}
