using ChatApp.Core.Broker;
using ChatApp.Core.Delivery;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Looks into the broker for those who administer it.</summary>
internal sealed class BrokerInspection(LinkRegistry links, RetainedMessages retained, IBrokerStore store) : IBrokerInspection
{
    public ConnectionTraffic? FindTraffic(ConnectionInfo connection)
        => links.Find(connection) is { } session
            ? new ConnectionTraffic(
                session.Link.PacketsIn, session.Link.BytesIn, session.Link.Output.Messages, session.Link.Output.Bytes, session.Quota.Taken, session.HeldBytes)
            : null;

    public IReadOnlyList<ClientSubscription>? ListSubscriptions(ConnectionInfo connection)
    {
        if (links.Find(connection) is not { } session)
        {
            return null;
        }

        var found = new List<ClientSubscription>();
        foreach (var topic in Enum.GetValues<ChatTopic>())
        {
            if (session.Subscriptions[topic] is { } subscription)
            {
                found.Add(new ClientSubscription(ChatTopics.NameOf(topic), (byte)subscription.QoS));
            }
        }

        if (session.HasTopics)
        {
            lock (session.Topics.Gate)
            {
                found.AddRange(session.Topics.Subscriptions.Values.Select(kept => new ClientSubscription(kept.Filter, kept.QoS)));
            }
        }

        return [.. found.DistinctBy(subscription => subscription.Filter, StringComparer.Ordinal).OrderBy(subscription => subscription.Filter, StringComparer.Ordinal)];
    }

    public bool Disconnect(ConnectionInfo connection)
    {
        if (links.Find(connection) is not { } session)
        {
            return false;
        }

        session.Link.Stop(ReasonCode.AdministrativeAction);
        return true;
    }

    public IReadOnlyList<RetainedTopic> ListRetained(string prefix, string? after, int limit)
        => [.. retained.Match("#")
            .Where(message => message.Topic.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(message.Topic, after) > 0)
            .OrderBy(message => message.Topic, StringComparer.Ordinal)
            .Take(limit)
            .Select(message => new RetainedTopic(message.Topic, message.Payload.Length, message.QoS, message.ExpiresAt))];

    public async Task<bool> RemoveRetainedAsync(string topic, CancellationToken cancellationToken)
    {
        if (!retained.Remove(topic))
        {
            return false;
        }

        await store.WriteAsync([new RemoveRetained(topic)], CancellationToken.None);
        return true;
    }
}
