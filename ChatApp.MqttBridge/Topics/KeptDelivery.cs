using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>A message that a session keeps: it has no place before it is handed to the store.</summary>
internal readonly record struct KeptDelivery(
    TopicSession Session, BrokerMessage Message, QoS QoS, bool Retain, int[] Identifiers, EnqueueMessage Operation, List<QueuePlace> Places);
