using ChatApp.Core.Kernel;
using ChatApp.Core.Rpc;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Requests;

/// <summary>
/// The requests of one connection, carried out one after the other in their order, so that a client that asks for much slows down nobody
/// but itself. When too many wait, the next is answered with <see cref="ErrorCode.TooBusy"/> at once.
/// </summary>
internal sealed partial class RequestQueue(
    MqttSession session, RpcService methods, ResponseTopics topics, MqttServices services, ILogger logger)
{
    private readonly Queue<Request> _waiting = new();
    private readonly Lock _gate = new();
    private readonly RpcCaller _caller = new(
        session.Session.User, session.Session.Id, session.Link.Address?.ToString() ?? string.Empty, Authority: null);
    private bool _running;
    private int _heldBytes;

    /// <summary>The bytes of the requests that are not answered.</summary>
    public int HeldBytes => Volatile.Read(ref _heldBytes);

    /// <summary>Takes a request; called by the connection's reading loop alone.</summary>
    public void Enqueue(Request request)
    {
        bool full;
        var starts = false;
        lock (_gate)
        {
            full = _waiting.Count >= services.Limits.MaxWaitingRequests;
            if (!full)
            {
                _waiting.Enqueue(request);
                starts = !_running;
                _running = true;
                Interlocked.Add(ref _heldBytes, request.Size);
            }
        }

        session.CheckBudget();

        if (full)
        {
            Answer(request, RpcService.Refuse(request.Body, ErrorCode.TooBusy));
        }
        else if (starts)
        {
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        // The reading loop goes on with the next packet.
        await Task.Yield();
        try
        {
            while (TryTake(out var request))
            {
                Answer(request, await methods.AnswerAsync(_caller, request.Method, request.Body, session.Link.Stopping));

                Interlocked.Add(ref _heldBytes, -request.Size);

                // The next one is asked for when the client has taken this answer.
                await session.Link.Output.FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ends.
        }
        catch (Exception fault)
        {
            LogFault(logger, fault, session.Link.Id);
            session.Link.Stop(ReasonCode.UnspecifiedError);
        }
    }

    private bool TryTake(out Request request)
    {
        lock (_gate)
        {
            _running = _waiting.TryDequeue(out request!) && !session.Link.Stopping.IsCancellationRequested;
            return _running;
        }
    }

    // A client that has not subscribed to answers wants none: what it asked for is done all the same.
    private void Answer(Request request, RpcAnswer answer)
    {
        if (request.AnswerTo is { } topic)
        {
            topics.Publish(session, request, topic, answer);
            return;
        }

        if (session.Subscriptions[ChatTopic.Reply] is not { } subscription)
        {
            return;
        }

        var properties = request.Correlation is { } correlation
            ? new MqttProperties([.. subscription.Properties.Items, MqttProperty.Of(PropertyId.CorrelationData, correlation)])
            : subscription.Properties;
        if (!TryPublish(properties, answer))
        {
            // Larger than a packet may be, here or there: the client has to ask for less.
            TryPublish(properties, RpcService.Refuse(request.Body, ErrorCode.BodyTooLarge));
        }
    }

    private bool TryPublish(MqttProperties properties, RpcAnswer answer)
    {
        var packet = new PublishPacket(ChatTopics.Reply, QoS.AtMostOnce, Duplicate: false, Retain: false, 0, properties, new(answer.Json));
        return MqttPacketWriter.SizeOf(packet, session.Version) <= services.Limits.MaxPacketBytes && session.TryWrite(packet);
    }

    [LoggerMessage(EventIds.RequestFault, LogLevel.Error, "Connection {ConnectionId} closed: its request could not be handled.")]
    private static partial void LogFault(ILogger logger, Exception fault, string connectionId);
}
