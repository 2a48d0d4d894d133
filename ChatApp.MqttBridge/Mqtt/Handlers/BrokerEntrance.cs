using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;

namespace ChatApp.MqttBridge.Mqtt.Handlers;

/// <summary>Gives a client that was let in its session at the broker, and takes it back at the end.</summary>
internal sealed class BrokerEntrance(BrokerStart start, TopicSessions sessions, TopicAccess access, MqttServices services)
{
    /// <summary>Whether a client may name this topic for its will.</summary>
    public bool MayPublish(MqttSession session, string topic)
        => ChatTopics.IsShallow(topic, services.Limits.MaxTopicLevels) && access.MayPublish(session.Identity, topic);

    /// <summary>Finds or makes the session; CONNACK comes next, then <see cref="BeginAsync"/>.</summary>
    public async Task<OpenedSession> OpenAsync(MqttSession session, ConnectPacket connect)
    {
        await start.RunAsync(session.Link.Stopping);
        var opened = sessions.Open(session, connect, ExpiryOf(session, connect), connect.Will is { } will ? ToKept(will) : null);
        session.Enter(opened.Session);
        return opened;
    }

    /// <summary>Begins to send what the session has.</summary>
    public ValueTask BeginAsync(MqttSession session, OpenedSession opened)
    {
        if (opened.IsPresent)
        {
            // Its rights may have changed while it was away.
            sessions.EndForbidden(opened.Session, session.Identity, access);
        }

        session.Link.Output.Drained = session.SendWaiting;
        opened.Session.Attach(session, opened.Written);
        return opened.IsPresent ? SubscribeHandler.ResumeAsync(session) : ValueTask.CompletedTask;
    }

    /// <summary>The connection has ended.</summary>
    public void Leave(MqttSession session)
    {
        session.BatchIfAny?.Finish();
        if (session.HasTopics)
        {
            sessions.Close(session, session.SaidGoodbye);
        }
    }

    private static uint ExpiryOf(MqttSession session, ConnectPacket connect)
    {
        var asked = connect.Version == MqttVersion.V500
            ? connect.Properties.Number(PropertyId.SessionExpiryInterval) ?? 0
            : connect.CleanStart ? 0 : uint.MaxValue;
        return session.ShortestExpiry(asked);
    }

    private static KeptWill ToKept(MqttWill will) => new(
        new BrokerMessage(will.Topic, will.Payload, ForwardedProperties.Encode(will.Properties), (byte)will.QoS, ExpiresAt: null),
        will.Retain,
        will.Properties.Number(PropertyId.WillDelayInterval) ?? 0,
        will.Properties.Number(PropertyId.MessageExpiryInterval));
}
