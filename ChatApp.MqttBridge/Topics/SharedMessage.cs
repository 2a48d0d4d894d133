using ChatApp.Core.Broker;

namespace ChatApp.MqttBridge.Topics;

/// <summary>A message that a member of a shared subscription was to have, whose session has ended.</summary>
/// <param name="Group">The shared subscription.</param>
/// <param name="Message">The message.</param>
/// <param name="Retain">Whether it was to be delivered with the RETAIN flag.</param>
internal readonly record struct SharedMessage(ShareGroup Group, BrokerMessage Message, bool Retain);
