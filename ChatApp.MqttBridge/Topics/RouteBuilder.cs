using ChatApp.MqttBridge.Mqtt.Codec;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Gathers the subscriptions that match a topic into one copy for each session.</summary>
internal sealed class RouteBuilder
{
    private readonly Dictionary<TopicSession, RouteTarget> _targets = [];
    private readonly List<ShareGroup> _groups = [];

    public void Add(Subscriber subscriber)
    {
        var own = TargetOf(subscriber, subscriber.Options.NoLocal);
        _targets[subscriber.Session] = _targets.TryGetValue(subscriber.Session, out var present) ? Merge(present, own) : own;
    }

    public void AddGroups(List<ShareGroup> groups) => _groups.AddRange(groups);

    public Route Build(long version) => new(version, [.. _targets.Values], [.. _groups]);

    private static RouteTarget TargetOf(Subscriber subscriber, bool noLocal)
    {
        var target = new RouteTarget(
            subscriber.Session, (QoS)subscriber.Options.QoS, subscriber.Options.RetainAsPublished,
            subscriber.Options.Identifier is { } identifier ? [identifier] : []);
        return target with { Local = noLocal ? null : target };
    }

    private static RouteTarget Merge(RouteTarget one, RouteTarget other) => Both(one, other) with
    {
        Local = one.Local is null ? other.Local : other.Local is null ? one.Local : Both(one.Local, other.Local),
    };

    private static RouteTarget Both(RouteTarget one, RouteTarget other) => new(
        one.Session, one.QoS > other.QoS ? one.QoS : other.QoS, one.RetainAsPublished || other.RetainAsPublished, [.. one.Identifiers, .. other.Identifiers]);
}
