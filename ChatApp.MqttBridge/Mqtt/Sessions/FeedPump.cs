using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// Passes a session's feed on to its client. It waits for the client at every step: what gathers meanwhile is the feed's affair, which
/// drops it and reads on from the log.
/// </summary>
internal sealed partial class FeedPump : IAsyncDisposable
{
    // One flush of a long catch-up; small enough that an acknowledgement never waits long behind it.
    private const int FlushBytes = 32 * 1024;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly MqttSession _session;
    private readonly MqttServices _services;
    private readonly CancellationTokenSource _stopping;
    private readonly List<(ConversationId Conversation, long Sequence)> _sentAtMostOnce = [];
    private readonly Task _pumping;
    private LiveFeed? _feed;
    private int _unflushedBytes;
    private volatile bool _passedOver;

    /// <param name="feed">The feed to begin with; <see langword="null"/> to open one.</param>
    public FeedPump(MqttSession session, LiveFeed? feed, MqttServices services)
    {
        _session = session;
        _services = services;
        _feed = feed;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(session.Link.Stopping);
        _pumping = PumpAsync(_stopping.Token);
    }

    /// <summary>Whether messages went by because the client did not subscribe to them.</summary>
    public bool PassedOver => _passedOver;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _pumping;
        _stopping.Dispose();
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        // The subscriber's SUBACK comes before anything that is sent from here.
        await Task.Yield();
        try
        {
            while (await StepAsync(cancellationToken))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ends, or another pump takes over.
        }
        catch (Exception fault)
        {
            LogFault(_services.FeedLogger, fault, _session.Link.Id);
            _session.Link.Stop(ReasonCode.UnspecifiedError);
        }
        finally
        {
            _feed?.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_feed is null)
            {
                var opened = await _services.OpenFeedAsync(_session, cancellationToken);
                if (opened.Refusal is not null)
                {
                    _session.Link.Stop(ReasonCode.ServerBusy);
                    return false;
                }

                _feed = opened.Value;
            }

            var batch = await _feed.ReadAsync(cancellationToken);
            await SendAsync(batch.Items, cancellationToken);
            return !batch.Ended;
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            // The feed may have lost its place in the middle of a read; a new one starts where the device's acknowledgements end.
            LogStoreAway(_services.FeedLogger, away, _session.Link.Id);
            _feed?.Dispose();
            _feed = null;
            await Task.Delay(RetryPause, _services.Clock, cancellationToken);
            return true;
        }
    }

    private async ValueTask SendAsync(IReadOnlyList<FeedItem> items, CancellationToken cancellationToken)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Message is { } message)
            {
                while (!TrySend(message))
                {
                    await FlushAsync();
                    await _session.Inflight.WaitForRoomAsync(cancellationToken);
                }

                if (_unflushedBytes >= FlushBytes)
                {
                    await FlushAsync();
                }
            }
            else if (items[i].Event is { } liveEvent and not SessionEndedEvent && _session.Subscriptions[ChatTopic.Events] is not null)
            {
                _session.Publish(ChatTopic.Events, ChatTopics.Events, BridgeJson.Event(liveEvent, _session.Session.User));
            }
        }

        await FlushAsync();
    }

    /// <returns>Whether the message is done with; not while the client has as many under way as it may.</returns>
    private bool TrySend(Message message)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_session.Sent, message.Conversation, out _);
        if (message.Sequence <= last)
        {
            return true;
        }

        if (_session.Subscriptions[ChatTopic.Inbox] is not { } inbox)
        {
            _passedOver = true;
            return true;
        }

        if (message.Origin == _session.Session.Id)
        {
            // This client wrote it, and its acknowledgement has told it everything.
            last = message.Sequence;
            MoveCursor(_session.Inflight.Pass(message.Conversation, message.Sequence));
            return true;
        }

        ushort packetIdentifier = 0;
        if (inbox.QoS == QoS.AtLeastOnce && !_session.Inflight.TryBegin(message.Conversation, message.Sequence, out packetIdentifier))
        {
            return false;
        }

        last = message.Sequence;
        var packet = InboxPacket.Of(message, _session.Session.User, _session.Version, inbox);
        if (packet.Size <= _session.Client.MaximumPacketSize)
        {
            _session.Link.Output.Write(packet, packetIdentifier);
            _unflushedBytes += packet.Size;
        }
        else if (packetIdentifier != 0)
        {
            // MQTT 5.0, 3.1.2-25: larger than the client takes, so it counts as sent.
            MoveCursor(_session.Inflight.Acknowledge(packetIdentifier));
        }

        if (packetIdentifier == 0)
        {
            _sentAtMostOnce.Add((message.Conversation, message.Sequence));
        }

        return true;
    }

    // With QoS 0 nobody acknowledges: the cursor moves when the connection has taken the message.
    private async ValueTask FlushAsync()
    {
        _unflushedBytes = 0;
        await _session.Link.Output.FlushAsync();
        if (_session.Link.Output.IsClosed)
        {
            _sentAtMostOnce.Clear();
            return;
        }

        foreach (var (conversation, sequence) in _sentAtMostOnce)
        {
            MoveCursor(_session.Inflight.Pass(conversation, sequence));
        }

        _sentAtMostOnce.Clear();
    }

    private void MoveCursor((ConversationId Conversation, long Sequence)? moved)
    {
        if (moved is { } cursor)
        {
            _services.Cursors.Move(_session.Key, cursor.Conversation, cursor.Sequence);
        }
    }

    [LoggerMessage(EventIds.FeedFault, LogLevel.Error, "Connection {ConnectionId} closed: its feed failed.")]
    private static partial void LogFault(ILogger logger, Exception fault, string connectionId);

    [LoggerMessage(EventIds.StoreAway, LogLevel.Warning, "The feed of connection {ConnectionId} waits for the store.")]
    private static partial void LogStoreAway(ILogger logger, Exception fault, string connectionId);
}
