using System.Buffers;

namespace ChatApp.MqttBridge.Mqtt.Codec;

/// <summary>The rules for the names that messages are published to.</summary>
internal static class TopicNames
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("+#");

    /// <summary>Whether a name may be published to: at least one character, no wildcard.</summary>
    public static bool IsValid(string name) => name.Length > 0 && !name.AsSpan().ContainsAny(Wildcards);
}
