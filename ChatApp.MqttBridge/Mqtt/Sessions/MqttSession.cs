using ChatApp.Core.Broker;
using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Requests;
using ChatApp.MqttBridge.Topics;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>One client that was accepted: who it is, what it subscribes to, and what is under way in both directions.</summary>
/// <param name="link">Its connection.</param>
/// <param name="session">The signed-in device; of an anonymous client one that was never stored.</param>
/// <param name="identity">Who it is to the broker.</param>
/// <param name="client">What it can take.</param>
/// <param name="services">What every session needs.</param>
internal sealed class MqttSession(MqttLink link, Session session, Identity identity, ClientCapabilities client, MqttServices services) : IAsyncDisposable
{
    private LiveFeed? _feed;
    private FeedPump? _pump;
    private SendQueue? _sends;
    private TopicSession? _topics;
    private TopicCache? _topicNames;
    private PublishBatch? _batch;
    private ReceiveWindow? _received;

    public MqttLink Link { get; } = link;

    public Session Session { get; } = session;

    public MqttVersion Version => Link.Version;

    public (UserId User, DeviceId Device) Key => (Session.User, Session.Device);

    public ClientCapabilities Client { get; } = client;

    public Subscriptions Subscriptions { get; } = new();

    public TopicAliases Aliases { get; } = new(services.Limits.TopicAliasMaximum);

    public Identity Identity => identity;

    /// <summary>What the client has at the broker; set before CONNACK is sent.</summary>
    public TopicSession Topics => _topics ?? throw new InvalidOperationException("The client has not been let in yet.");

    /// <summary>Whether it was let in as far as to have a session at the broker.</summary>
    public bool HasTopics => _topics is not null;

    /// <summary>The topics it publishes to. Its reading loop's own.</summary>
    public TopicCache TopicNames => _topicNames ??= new TopicCache();

    /// <summary>What the present read brings about. Its reading loop's own.</summary>
    public PublishBatch Batch => _batch ??= new PublishBatch(services.Broker);

    /// <summary>The batch, if anything has been put into one.</summary>
    public PublishBatch? BatchIfAny => _batch;

    public TopicOutput TopicOutput { get; } = new(link.Output, link.Version, client, services.Broker.Figures);

    public SendQuota Quota { get; } = new(client.ReceiveMaximum);

    public ReceiveWindow Received => _received ??= new ReceiveWindow(Link.Version, services.Limits, Topics.Received);

    public InflightWindow Inflight => field ??= new InflightWindow(services.Limits.ReceiveMaximum, Quota);

    /// <summary>Whether the client said that it leaves, so that its will is not published.</summary>
    public bool SaidGoodbye { get; set; }

    /// <summary>Whether an answer that is ready may leave at once: nothing that came before waits for the store.</summary>
    public bool AnswersAtOnce => _sends is null || _sends.IsIdle;

    /// <summary>Per conversation the last sequence sent on this connection, so that nothing goes twice when a feed has to be opened again.</summary>
    public Dictionary<ConversationId, long> Sent { get; } = [];

    /// <summary>About how many bytes the server holds because of this connection, besides what every connection costs.</summary>
    public long HeldBytes => Link.UnreadBytes + Link.Output.WaitingBytes + Aliases.HeldBytes + TopicOutput.HeldBytes
        + (_topicNames?.HeldBytes ?? 0) + (_sends?.HeldBytes ?? 0) + (Requests?.HeldBytes ?? 0) + (_topics?.HeldBytes ?? 0);

    /// <summary>The requests under way; <see langword="null"/> before the first.</summary>
    public RequestQueue? Requests { get; set; }

    /// <summary>What the connection is called where connections are listed.</summary>
    public ConnectionInfo Connection { get; } = new(
        link.Id, session, ConnectionKind.Mqtt, link.Version == MqttVersion.V500 ? "MQTT 5.0" : "MQTT 3.1.1",
        link.Address?.ToString() ?? string.Empty, services.Clock.GetUtcNow());

    /// <summary>Ends the connection when it makes the server hold more than it may. Called wherever that grows.</summary>
    public void CheckBudget()
    {
        if (HeldBytes > services.Limits.MaxConnectionBytes)
        {
            Link.Stop(ReasonCode.QuotaExceeded, ProtocolError.MemoryExceeded);
        }
    }

    /// <summary>Sends what waits for it at the broker, now that the connection takes more.</summary>
    public void SendWaiting()
    {
        var operations = new List<BrokerOperation>();
        if (Topics.SendWaiting(this, operations))
        {
            _ = Link.Output.FlushAsync();
        }

        if (operations.Count > 0)
        {
            _ = services.Broker.Store.WriteAsync(operations, CancellationToken.None);
        }
    }

    /// <summary>How long a session lasts whose client asks for so many seconds.</summary>
    public uint ShortestExpiry(uint asked) => Math.Min(asked, (uint)Math.Min(services.Options.SessionExpiry.TotalSeconds, uint.MaxValue));

    /// <summary>Gives the client what it has at the broker.</summary>
    public void Enter(TopicSession topics) => _topics = topics;

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

        // While this waits for a place, what it waits for must not lie in the batch.
        _batch?.Finish();
        return _sends.EnqueueAsync(send, Link.Stopping);
    }

    /// <summary>Sends an answer in its turn: once everything that the batch holds is committed, and after all answers before it.</summary>
    /// <param name="hasToWait">Whether what it answers goes to the store.</param>
    /// <param name="then">What follows the answer.</param>
    public ValueTask AnswerAsync(MqttPacket answer, bool hasToWait, Func<ValueTask>? then = null)
    {
        if (!hasToWait && AnswersAtOnce)
        {
            Answer(answer);
            return then?.Invoke() ?? ValueTask.CompletedTask;
        }

        var committed = hasToWait ? Batch.Committed : Task.CompletedTask;
        _sends ??= new SendQueue(this, services);
        var send = new OutgoingSend(answer, committed) { Then = then };
        if (_sends.TryEnqueue(send))
        {
            return ValueTask.CompletedTask;
        }

        _batch?.Finish();
        return _sends.EnqueueAsync(send, Link.Stopping);
    }

    /// <summary>Acknowledges something in its turn.</summary>
    /// <param name="hasToWait">Whether what it acknowledges goes to the store.</param>
    public ValueTask AnswerAsync(MqttPacketType type, ushort packetIdentifier, ReasonCode reason, bool hasToWait)
    {
        if (hasToWait || !AnswersAtOnce || reason != ReasonCode.Success)
        {
            return AnswerAsync(new AcknowledgementPacket(type, packetIdentifier, reason, MqttProperties.Empty), hasToWait);
        }

        Acknowledged(type, packetIdentifier, refused: false);
        Link.Output.WriteAcknowledgement(type, packetIdentifier);
        return ValueTask.CompletedTask;
    }

    /// <summary>Appends an answer to what goes to the client, and frees the place of what it answers.</summary>
    public void Answer(MqttPacket answer)
    {
        if (answer is AcknowledgementPacket acknowledgement)
        {
            Acknowledged(acknowledgement.Type, acknowledgement.PacketIdentifier, acknowledgement.Reason >= ReasonCode.UnspecifiedError);
        }

        if (!TryWrite(answer) && answer is AcknowledgementPacket { Properties.IsEmpty: false } large)
        {
            // MQTT 5.0, 3.4.2-2: what may be left out is, when the client takes no packet of that size.
            TryWrite(large with { Properties = MqttProperties.Empty });
        }
    }

    // Before the answer is written: the client may use its place again the moment it reads it.
    private void Acknowledged(MqttPacketType type, ushort packetIdentifier, bool refused)
    {
        if (type is MqttPacketType.Puback or MqttPacketType.Pubrec)
        {
            Received.Answer(type == MqttPacketType.Puback ? QoS.AtLeastOnce : QoS.ExactlyOnce, packetIdentifier, refused);
        }
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
            SessionEndReason.SignedOut or SessionEndReason.EndedByOwner or SessionEndReason.CredentialsChanged or SessionEndReason.Expired or SessionEndReason.NotMine =>
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
