using ChatApp.Core.Broker;
using ChatApp.Core.Rpc;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;

namespace ChatApp.MqttBridge.Mqtt.Requests;

/// <summary>
/// Publishes answers to the free topics that clients of 5.0 want them on (MQTT 5.0, 4.10): where the client may write and read itself, so that
/// an answer reaches nobody whom the client could not send it to.
/// </summary>
internal sealed class ResponseTopics(TopicBroker broker, TopicAccess access, MqttServices services)
{
    /// <summary>Whether a client may have answers on a free topic.</summary>
    public bool IsAllowed(MqttSession session, string topic)
        => TopicNames.IsValid(topic)
            && ChatTopics.IsShallow(topic, services.Limits.MaxTopicLevels)
            && access.MayPublish(session.Identity, topic)
            && access.MaySubscribe(session.Identity, topic);

    /// <summary>Publishes an answer for everyone who subscribed, the client's "no local" notwithstanding: the server wrote it.</summary>
    public void Publish(MqttSession session, Request request, string topic, RpcAnswer answer)
    {
        // The rules may have changed while the request was carried out.
        if (!IsAllowed(session, topic))
        {
            return;
        }

        var properties = request.Correlation is { } correlation
            ? ForwardedProperties.Encode(new MqttProperties([MqttProperty.Of(PropertyId.CorrelationData, correlation)]))
            : [];
        var json = answer.Json.Length + topic.Length + properties.Length <= services.Limits.MaxPacketBytes
            ? answer.Json
            : RpcService.Refuse(request.Body, Core.Kernel.ErrorCode.BodyTooLarge).Json;
        var batch = new PublishBatch(services.Broker);
        broker.Publish(new BrokerMessage(topic, json, properties, (byte)request.QoS, ExpiresAt: null), retain: false, publisher: null, batch);
        batch.Finish();
    }
}
