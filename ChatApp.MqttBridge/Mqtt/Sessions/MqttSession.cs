using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Requests;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>One client that was accepted: who it is, what it subscribes to, and what is under way in both directions.</summary>
internal sealed class MqttSession(MqttLink link, Session session, ClientCapabilities client, MqttServices services) : IAsyncDisposable
{
    private LiveFeed? _feed;
    private FeedPump? _pump;
    private SendQueue? _sends;

    public MqttLink Link { get; } = link;

    public Session Session { get; } = session;

    public MqttVersion Version => Link.Version;

    public (UserId User, DeviceId Device) Key => (Session.User, Session.Device);

    public ClientCapabilities Client { get; } = client;

    public Subscriptions Subscriptions { get; } = new();

    public TopicAliases Aliases { get; } = new(services.Limits.TopicAliasMaximum);

    public ReceiveWindow Received { get; } = new(link.Version, services.Limits);

    public InflightWindow Inflight { get; } = new(Math.Min(services.Limits.ReceiveMaximum, client.ReceiveMaximum));

    /// <summary>Per conversation the last sequence sent on this connection, so that nothing goes twice when a feed has to be opened again.</summary>
    public Dictionary<ConversationId, long> Sent { get; } = [];

    /// <summary>The requests under way; <see langword="null"/> before the first.</summary>
    public RequestQueue? Requests { get; set; }

    /// <summary>What the connection is called where connections are listed.</summary>
    public ConnectionInfo Connection { get; } = new(
        link.Id, session, ConnectionKind.Mqtt, link.Version == MqttVersion.V500 ? "MQTT 5.0" : "MQTT 3.1.1",
        link.Address?.ToString() ?? string.Empty, services.Clock.GetUtcNow());

    /// <summary>Begins to follow the user's conversations. Nothing is passed on before the client subscribes.</summary>
    /// <returns>Nothing, or why not: the server is full, or the session has ended meanwhile.</returns>
    public async Task<ErrorCode?> OpenFeedAsync(CancellationToken cancellationToken)
    {
        var opened = await services.OpenFeedAsync(this, cancellationToken);
        if (opened.Refusal is { } refusal)
        {
            return refusal;
        }

        _feed = opened.Value;
        return null;
    }

    /// <summary>Passes on what the subscriptions ask for from now on.</summary>
    public async Task StartFeedAsync()
    {
        if (_pump is { PassedOver: true } && Subscriptions[ChatTopic.Inbox] is not null)
        {
            // Messages went by while nobody subscribed to them. The log still has them, from the device's cursor on.
            await _pump.DisposeAsync();
            _pump = null;
        }

        if (_pump is null)
        {
            _pump = new FeedPump(this, _feed, services);
            _feed = null;
        }
    }

    /// <summary>Takes a message to be sent, in its turn; waits while too many are under way.</summary>
    public ValueTask EnqueueAsync(OutgoingSend send)
    {
        _sends ??= new SendQueue(this, services);
        return _sends.EnqueueAsync(send, Link.Stopping);
    }

    /// <summary>Appends a packet to what goes to the client, unless it is larger than the client takes.</summary>
    public bool TryWrite(MqttPacket packet)
    {
        if (Client.MaximumPacketSize != int.MaxValue && MqttPacketWriter.SizeOf(packet, Version) > Client.MaximumPacketSize)
        {
            return false;
        }

        Link.Output.Write(packet, Version);
        return true;
    }

    /// <summary>Publishes to one of the client's subscriptions with QoS 0; nothing when it has not subscribed.</summary>
    public void Publish(ChatTopic topic, string name, ReadOnlyMemory<byte> payload)
    {
        if (Subscriptions[topic] is { } subscription)
        {
            TryWrite(new PublishPacket(name, QoS.AtMostOnce, Duplicate: false, Retain: false, 0, subscription.Properties, new(payload)));
        }
    }

    /// <summary>The chat session has ended: the client is told why, and the connection closes.</summary>
    public void End(SessionEndReason reason)
    {
        Publish(ChatTopic.Events, ChatTopics.Events, BridgeJson.Event(new SessionEndedEvent(Session.Id, reason), Session.User));
        Link.Stop(reason switch
        {
            SessionEndReason.Replaced => ReasonCode.SessionTakenOver,
            SessionEndReason.EndedByAdministrator or SessionEndReason.Suspended => ReasonCode.AdministrativeAction,
            SessionEndReason.SignedOut or SessionEndReason.EndedByOwner or SessionEndReason.CredentialsChanged or SessionEndReason.Expired =>
                ReasonCode.NotAuthorized,
        });
    }

    /// <summary>Waits until everything that was taken has been answered; a stopping server owes that much.</summary>
    public async Task DrainAsync()
    {
        if (_sends is null)
        {
            return;
        }

        try
        {
            await _sends.CompleteAsync().WaitAsync(services.Limits.DrainTimeout, services.Clock);
        }
        catch (TimeoutException)
        {
            // Without its acknowledgement the client sends again, which is safe.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_pump is not null)
        {
            await _pump.DisposeAsync();
        }

        _feed?.Dispose();
        await DrainAsync();
    }
}
