using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatApp.Core.Conversations;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.Testing;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>An MQTT client that does exactly what a test tells it, right or wrong.</summary>
internal sealed class MqttClient(BridgeConnection connection, MqttVersion version) : IAsyncDisposable
{
    private static readonly MqttReadLimits Limits = new(MaxFilters: 1000, MaxUserProperties: 1000);

    private readonly Queue<MqttPacket> _setAside = new();
    private ushort _lastIdentifier;

    public BridgeConnection Connection => connection;

    public MqttVersion Version => version;

    public Task SendAsync(byte[] bytes) => connection.SendAsync(bytes);

    public Task SendAsync(params MqttPacket[] packets)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var packet in packets)
        {
            MqttPacketWriter.Write(output, packet, version);
        }

        return connection.SendAsync(output.WrittenMemory);
    }

    /// <summary>The next packet, whatever it is; <see langword="null"/> when the server has closed.</summary>
    public Task<MqttPacket?> ReceiveAsync()
        => _setAside.TryDequeue(out var packet) ? Task.FromResult<MqttPacket?>(packet) : connection.ReceiveAsync<MqttPacket>(TryTake);

    /// <summary>The next packet, which has to be of one kind.</summary>
    public async Task<T> ReceiveAsync<T>()
        where T : MqttPacket => Assert.IsType<T>(await ReceiveAsync());

    /// <summary>Everything until the server closes.</summary>
    public async Task<List<MqttPacket>> ReceiveToEndAsync()
    {
        var packets = new List<MqttPacket>();
        while (await ReceiveAsync() is { } packet)
        {
            packets.Add(packet);
        }

        await connection.ClosedByServerAsync();
        return packets;
    }

    public static ConnectPacket Connect(
        MqttVersion version, string clientId, string? userName, string? password, ushort keepAlive = 60, bool cleanStart = true,
        MqttProperties? properties = null, MqttWill? will = null)
        => new(version, clientId, cleanStart, keepAlive, properties ?? MqttProperties.Empty, will, userName,
            password is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(password));

    /// <summary>Connects, and has to be let in.</summary>
    public async Task<ConnackPacket> ConnectAsync(Session session, string token, ushort keepAlive = 60, MqttProperties? properties = null)
    {
        await SendAsync(Connect(version, session.Device.Value, session.User.Value, token, keepAlive, properties: properties));
        var connack = await ReceiveAsync<ConnackPacket>();
        Assert.Equal(ReasonCode.Success, connack.Reason);
        return connack;
    }

    /// <summary>Subscribes, and returns what was granted.</summary>
    public async Task<IReadOnlyList<ReasonCode>> SubscribeAsync(params (string Filter, QoS QoS)[] filters)
    {
        await SendAsync(new SubscribePacket(
            ++_lastIdentifier, [.. filters.Select(filter => new TopicSubscription(filter.Filter, filter.QoS))], MqttProperties.Empty));
        var suback = await ReceiveAsync<SubackPacket>();
        Assert.Equal(_lastIdentifier, suback.PacketIdentifier);
        return suback.Reasons;
    }

    public static byte[] Text(ConversationTarget to, string text, Guid? clientId = null) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        clientId = clientId ?? Guid.NewGuid(),
        to = new { type = (int)to.Type, id = to.Id, line = to.Line },
        kind = "text",
        text,
    });

    public static PublishPacket Publish(
        byte[] payload, QoS qos = QoS.AtLeastOnce, ushort identifier = 1, string topic = "chat/send", bool duplicate = false, bool retain = false,
        MqttProperties? properties = null)
        => new(topic, qos, duplicate, retain, qos == QoS.AtMostOnce ? (ushort)0 : identifier, properties ?? MqttProperties.Empty,
            new ReadOnlySequence<byte>(payload));

    /// <summary>Sends with QoS 1, and waits for the acknowledgement.</summary>
    public async Task<AcknowledgementPacket> SendTextAsync(ConversationTarget to, string text, Guid? clientId = null)
    {
        await SendAsync(Publish(Text(to, text, clientId), identifier: ++_lastIdentifier));
        var acknowledgement = await ReceiveAsync<AcknowledgementPacket>();
        Assert.Equal(MqttPacketType.Puback, acknowledgement.Type);
        Assert.Equal(_lastIdentifier, acknowledgement.PacketIdentifier);
        return acknowledgement;
    }

    /// <summary>The next message of a topic, as JSON, acknowledged when it asks for it.</summary>
    public async Task<JsonNode> ReceiveJsonAsync(string topic, bool acknowledge = true)
    {
        var publish = await ReceiveAsync<PublishPacket>();
        Assert.Equal(topic, publish.Topic);
        if (publish.QoS == QoS.AtLeastOnce && acknowledge)
        {
            await SendAsync(Puback(publish.PacketIdentifier));
        }

        return JsonNode.Parse(publish.Payload.ToArray())!;
    }

    /// <summary>Subscribes to one filter with the options of 5.0.</summary>
    public async Task SubscribeAsync(TopicSubscription subscription, int? identifier = null)
    {
        var properties = identifier is { } number
            ? new MqttProperties([MqttProperty.Of(PropertyId.SubscriptionIdentifier, (uint)number)])
            : MqttProperties.Empty;
        await SendAsync(new SubscribePacket(++_lastIdentifier, [subscription], properties));
        Assert.Equal((ReasonCode)subscription.QoS, Assert.Single(Assert.IsType<SubackPacket>(await ReceiveBesideMessagesAsync()).Reasons));
    }

    /// <summary>Publishes a text and goes through the whole handshake of its quality of service.</summary>
    /// <returns>The reason it was acknowledged with.</returns>
    public async Task<ReasonCode> PublishAsync(string topic, string text, QoS qos = QoS.AtMostOnce, bool retain = false, MqttProperties? properties = null)
    {
        var identifier = ++_lastIdentifier;
        await SendAsync(Publish(Encoding.UTF8.GetBytes(text), qos, identifier, topic, retain: retain, properties: properties));
        if (qos == QoS.AtMostOnce)
        {
            await SendAsync(PingreqPacket.Instance);
            Assert.IsType<PingrespPacket>(await ReceiveBesideMessagesAsync());
            return ReasonCode.Success;
        }

        var answer = Assert.IsType<AcknowledgementPacket>(await ReceiveBesideMessagesAsync());
        Assert.Equal((qos == QoS.AtLeastOnce ? MqttPacketType.Puback : MqttPacketType.Pubrec, identifier), (answer.Type, answer.PacketIdentifier));
        if (qos == QoS.ExactlyOnce && answer.Reason < ReasonCode.UnspecifiedError)
        {
            await SendAsync(Acknowledgement(MqttPacketType.Pubrel, identifier));
            Assert.Equal(Acknowledgement(MqttPacketType.Pubcomp, identifier), await ReceiveBesideMessagesAsync());
        }

        return answer.Reason;
    }

    /// <summary>The next message, with the whole handshake of its quality of service.</summary>
    public async Task<PublishPacket> ReceiveMessageAsync(bool acknowledge = true)
    {
        var publish = await ReceiveAsync<PublishPacket>();
        if (acknowledge && publish.QoS == QoS.AtLeastOnce)
        {
            await SendAsync(Puback(publish.PacketIdentifier));
        }
        else if (acknowledge && publish.QoS == QoS.ExactlyOnce)
        {
            await SendAsync(Acknowledgement(MqttPacketType.Pubrec, publish.PacketIdentifier));
            Assert.Equal(Acknowledgement(MqttPacketType.Pubrel, publish.PacketIdentifier), await ReceiveBesideMessagesAsync());
            await SendAsync(Acknowledgement(MqttPacketType.Pubcomp, publish.PacketIdentifier));
        }

        return publish;
    }

    // Other messages may come between; they are received later.
    private async Task<MqttPacket?> ReceiveBesideMessagesAsync()
    {
        while (true)
        {
            var packet = await connection.ReceiveAsync<MqttPacket>(TryTake);
            if (packet is not PublishPacket)
            {
                return packet;
            }

            _setAside.Enqueue(packet);
        }
    }

    /// <summary>The next message's text, which has to be on this topic.</summary>
    public async Task<string> ReceiveTextAsync(string topic)
    {
        var publish = await ReceiveMessageAsync();
        Assert.Equal(topic, publish.Topic);
        return Encoding.UTF8.GetString(publish.Payload);
    }

    /// <summary>Publishes with a topic alias, with QoS 0.</summary>
    public Task PublishAliasAsync(string topic, uint alias)
        => SendAsync(Publish("x"u8.ToArray(), QoS.AtMostOnce, topic: topic, properties: new MqttProperties([MqttProperty.Of(PropertyId.TopicAlias, alias)])));

    /// <summary>Says goodbye and waits for the end.</summary>
    public async Task DisconnectAsync(ReasonCode reason = ReasonCode.Success, MqttProperties? properties = null)
    {
        await SendAsync(new DisconnectPacket(reason, properties ?? MqttProperties.Empty));
        await connection.ClosedByServerAsync();
    }

    public static AcknowledgementPacket Puback(ushort identifier) => Acknowledgement(MqttPacketType.Puback, identifier);

    public static AcknowledgementPacket Acknowledgement(MqttPacketType type, ushort identifier)
        => new(type, identifier, ReasonCode.Success, MqttProperties.Empty);

    /// <summary>The answer to a PINGREQ, and so the proof that nothing else is on its way and the connection lives.</summary>
    public async Task PingAsync()
    {
        await SendAsync(PingreqPacket.Instance);
        await ReceiveAsync<PingrespPacket>();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private bool TryTake(ref ReadOnlySequence<byte> buffer, out MqttPacket? packet)
    {
        packet = null;
        if (!MqttFrameReader.TryRead(ref buffer, int.MaxValue, out var frame))
        {
            return false;
        }

        // A copy: the bytes are gone with the next read.
        packet = MqttPacketReader.Read(frame with { Body = new ReadOnlySequence<byte>(frame.Body.ToArray()) }, version, Limits);
        return true;
    }
}
