using ChatApp.Core.Broker;

namespace ChatApp.MqttBridge.Topics;

/// <summary>A message on its way to the store.</summary>
/// <param name="Session">The kept session that it is for.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="Message">The message.</param>
internal readonly record struct PlacedMessage(TopicSession Session, long Sequence, BrokerMessage Message);
