using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Wire;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>The payloads that the bridge publishes.</summary>
internal static class BridgeJson
{
    // Nothing here ends up inside a page, so Chinese is sent as it is: three bytes for a character, not six.
    private static readonly WireJson Json = new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    // A message of a group is the same bytes for each of its thousands of readers, who all hold the same instance of it.
    private static readonly ConditionalWeakTable<Message, byte[]> Shared = [];

    public static byte[] Message(Message message, UserId reader) => message.Key.Type == ConversationType.Single
        ? Write(message, reader)
        : Shared.GetValue(message, shared => Write(shared, reader));

    public static byte[] Event(LiveEvent liveEvent, UserId reader) => JsonSerializer.SerializeToUtf8Bytes(WireEvent.From(liveEvent, reader), Json.WireEvent);

    public static byte[] Result(WireResult result) => JsonSerializer.SerializeToUtf8Bytes(result, Json.WireResult);

    private static byte[] Write(Message message, UserId reader) => JsonSerializer.SerializeToUtf8Bytes(WireMessage.From(message, reader), Json.WireMessage);
}
