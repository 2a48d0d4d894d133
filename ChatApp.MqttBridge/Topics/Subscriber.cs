using ChatApp.Core.Broker;

namespace ChatApp.MqttBridge.Topics;

/// <summary>One subscription of one session, as the index knows it.</summary>
/// <param name="Session">Whose it is.</param>
/// <param name="Options">What was granted.</param>
/// <param name="Filter">The filter without <c>$share/group/</c>.</param>
/// <param name="Group">The group of a shared subscription; <see langword="null"/> for one's own.</param>
internal sealed record Subscriber(TopicSession Session, KeptSubscription Options, string Filter, string? Group);
