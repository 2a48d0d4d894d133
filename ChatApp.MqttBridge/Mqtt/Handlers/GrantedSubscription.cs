using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>One filter of a SUBSCRIBE that was granted.</summary>
/// <param name="Subscription">What was granted.</param>
/// <param name="Topic">The chat's topic; <see langword="null"/> for a free one.</param>
/// <param name="IsNew">Whether the session did not have it before.</param>
/// <param name="RetainHandling">Whether retained messages are sent.</param>
internal sealed record GrantedSubscription(KeptSubscription Subscription, ChatTopic? Topic, bool IsNew, RetainHandling RetainHandling);
