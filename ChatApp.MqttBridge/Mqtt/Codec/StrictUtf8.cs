using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ChatApp.MqttBridge.Connections;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>Strings as MQTT asks for them: well-formed UTF-8, no surrogates, no U+0000; U+FEFF is a character like any other.</summary>
internal static class StrictUtf8
{
    // MQTT 5.0, 1.5.4: a receiver may refuse noncharacters, and what is in a database or a browser is better without them.
    private static readonly SearchValues<char> Refused = SearchValues.Create('\0', '\uFFFE', '\uFFFF');

    /// <exception cref="ProtocolViolationException">The bytes are not such a string.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            throw new ProtocolViolationException(ProtocolError.MalformedString);
        }

        var text = Encoding.UTF8.GetString(bytes);
        return text.AsSpan().ContainsAny(Refused) ? throw new ProtocolViolationException(ProtocolError.MalformedString) : text;
    }
}
