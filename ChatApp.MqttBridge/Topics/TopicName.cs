using System.Text;

namespace ChatApp.MqttBridge.Topics;

/// <summary>A topic that one connection publishes to: what was found out about it the last time.</summary>
internal sealed class TopicName(string text)
{
    public string Text { get; } = text;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(text);

    public Route? Route { get; set; }

    /// <summary>Whether the client may publish there, by the rules of <see cref="RulesVersion"/>.</summary>
    public bool IsAllowed { get; set; }

    public int RulesVersion { get; set; } = -1;
}
