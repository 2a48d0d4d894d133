using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>The names of the chat's topics.</summary>
internal static class ChatTopics
{
    public const string Send = "chat/send";
    public const string Inbox = "chat/inbox";
    public const string Events = "chat/events";
    public const string Result = "chat/result";
    public const string Requests = "chat/rpc/";
    public const string Reply = "chat/rpc/reply";

    /// <summary>The topic of a filter, character by character; <see langword="null"/> for every other filter.</summary>
    public static ChatTopic? Find(string filter) => filter switch
    {
        Inbox => ChatTopic.Inbox,
        Events => ChatTopic.Events,
        Result => ChatTopic.Result,
        Reply => ChatTopic.Reply,
        _ => null,
    };

    /// <summary>The name of a topic.</summary>
    public static string NameOf(ChatTopic topic) => topic switch
    {
        ChatTopic.Inbox => Inbox,
        ChatTopic.Events => Events,
        ChatTopic.Result => Result,
        ChatTopic.Reply => Reply,
    };

    /// <summary>What a subscription gets: only the inbox has anything to acknowledge, and nothing is worth more than "at least once".</summary>
    public static QoS Grant(ChatTopic topic, QoS asked)
        => topic == ChatTopic.Inbox && asked != QoS.AtMostOnce ? QoS.AtLeastOnce : QoS.AtMostOnce;

    /// <summary>Whether a name or filter has no more levels than allowed.</summary>
    public static bool IsShallow(string topic, int maxLevels) => topic.AsSpan().Count('/') < maxLevels;
}
