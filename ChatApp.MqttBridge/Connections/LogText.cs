using System.Text;

namespace ChatApp.MqttBridge.Connections;

/// <summary>Makes what a peer wrote fit to stand in a line of a log.</summary>
internal static class LogText
{
    private const int MaxLength = 100;

    /// <summary>The first 100 characters, with a question mark for every control character: no line may be forged, no terminal steered.</summary>
    public static string Of(string text)
    {
        var cut = text.Length > MaxLength ? text[..MaxLength] + "…" : text;
        if (!cut.Any(char.IsControl))
        {
            return cut;
        }

        var clean = new StringBuilder(cut);
        for (var i = 0; i < clean.Length; i++)
        {
            if (char.IsControl(clean[i]))
            {
                clean[i] = '?';
            }
        }

        return clean.ToString();
    }
}
