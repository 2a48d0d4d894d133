using System.Text;
using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;

namespace ChatApp.MqttBridge.Topics;

/// <summary>Passes messages of free topics from who publishes to who subscribed.</summary>
internal sealed class TopicBroker(BrokerServices services, RetainedMessages retained)
{
    // A flush of retained messages; small enough that the client's own requests do not wait long behind it.
    private const int RetainedOfOneFlush = 64;

    /// <summary>Whether a message may be retained that wants to be; <see langword="false"/> when there is no room.</summary>
    public bool TryRetain(in Publication publication, PublishBatch batch)
    {
        if (!publication.Retain)
        {
            return true;
        }

        if (publication.Parts.Payload.IsEmpty)
        {
            // MQTT 5.0, 3.3.1-6: an empty message removes the retained one, and is not stored itself.
            if (retained.Remove(publication.Topic))
            {
                batch.Operations.Add(new RemoveRetained(publication.Topic));
            }

            return true;
        }

        if (!retained.TrySet(publication.Message))
        {
            return false;
        }

        batch.Operations.Add(new SaveRetained(publication.Message));
        return true;
    }

    /// <summary>Passes a message on to everyone who gets it.</summary>
    /// <param name="publisher">Who published it; <see langword="null"/> for the server.</param>
    /// <returns>Whether anybody does.</returns>
    public static bool Route(in Publication publication, Route route, TopicSession? publisher, PublishBatch batch)
    {
        var targets = route.Targets;
        for (var i = 0; i < targets.Length; i++)
        {
            var target = targets[i].Session == publisher ? targets[i].Local : targets[i];
            target?.Session.Deliver(publication, target, publication.Retain && target.RetainAsPublished, batch);
        }

        var groups = route.Groups;
        for (var i = 0; i < groups.Length; i++)
        {
            var member = groups[i].Choose(publication.QoS);
            member?.Session.Deliver(publication, member, publication.Retain && member.RetainAsPublished, batch);
        }

        return targets.Length + groups.Length > 0;
    }

    /// <summary>Publishes a message that did not come from a connection just now: a will, or a figure.</summary>
    public void Publish(BrokerMessage message, bool retain, TopicSession? publisher, PublishBatch batch)
    {
        var publication = ToPublication(message, retain);
        if (TryRetain(publication, batch))
        {
            Route(publication, services.Index.Find(message.Topic), publisher, batch);
        }
    }

    /// <summary>Gives a message to another member of a shared subscription; nobody gets it when none is left, or its time is over.</summary>
    public void PassOn(in SharedMessage shared, PublishBatch batch)
    {
        var message = shared.Message;
        if (message.ExpiresAt <= services.Clock.GetUtcNow() || shared.Group.Choose((QoS)message.QoS) is not { } member)
        {
            services.Figures.CountDropped();
            return;
        }

        member.Session.Deliver(ToPublication(message, shared.Retain), member, shared.Retain && member.RetainAsPublished, batch);
    }

    /// <summary>Publishes a figure of the server's own. It is retained in memory alone.</summary>
    public void PublishFigure(BrokerMessage figure, PublishBatch batch)
    {
        retained.TrySet(figure);
        Route(ToPublication(figure, retain: true), services.Index.Find(figure.Topic), publisher: null, batch);
    }

    /// <summary>Publishes a will; its time to live begins now.</summary>
    public void PublishWill(TopicSession session, KeptWill will)
    {
        var batch = new PublishBatch(services);
        var expiresAt = will.ExpirySeconds is { } seconds ? services.Clock.GetUtcNow().AddSeconds(seconds) : default(DateTimeOffset?);
        Publish(will.Message with { ExpiresAt = expiresAt }, will.Retain, session, batch);
        batch.Finish();
    }

    /// <summary>Sends a new subscription the retained messages that match it. Waits for nobody but the subscriber's own client.</summary>
    public async ValueTask SendRetainedAsync(MqttSession connection, KeptSubscription granted, PublishBatch batch)
    {
        var matches = retained.Match(granted.Filter);
        for (var i = 0; i < matches.Count; i++)
        {
            Send(connection, matches[i], granted, batch);
            if (i % RetainedOfOneFlush == RetainedOfOneFlush - 1)
            {
                batch.Finish();
                await connection.Link.Output.FlushAsync();
            }
        }
    }

    /// <summary>A message as it goes out, from where it was kept.</summary>
    private Publication ToPublication(BrokerMessage message, bool retain)
    {
        uint? remaining = message.ExpiresAt is { } expiresAt
            ? (uint)Math.Clamp(Math.Ceiling((expiresAt - services.Clock.GetUtcNow()).TotalSeconds), 0, uint.MaxValue)
            : null;
        var buffers = PublicationBuffers.Begin();
        buffers.Message = message;
        var parts = new PublishParts(Encoding.UTF8.GetBytes(message.Topic), message.Payload.Span, message.Properties.Span, remaining);
        return new Publication(message.Topic, parts, (QoS)message.QoS, retain, message.ExpiresAt, buffers);
    }

    private void Send(MqttSession connection, BrokerMessage message, KeptSubscription granted, PublishBatch batch)
    {
        if (message.ExpiresAt <= services.Clock.GetUtcNow())
        {
            if (retained.Remove(message.Topic))
            {
                batch.Operations.Add(new RemoveRetained(message.Topic));
            }

            return;
        }

        int[] identifiers = granted.Identifier is { } identifier ? [identifier] : [];
        var target = new RouteTarget(connection.Topics, (QoS)granted.QoS, RetainAsPublished: true, identifiers);
        connection.Topics.Deliver(ToPublication(message, retain: true), target, retain: true, batch);
    }
}
