using System.Collections.Concurrent;
using ChatApp.Core.Delivery;
using ChatApp.Core.Sessions;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;
using Microsoft.AspNetCore.SignalR;
using ConnectionInfo = ChatApp.Core.Delivery.ConnectionInfo;

namespace ChatApp.Web.Hubs;

/// <summary>Runs the feed of every hub connection: one loop each, which waits while the client's socket is full.</summary>
public sealed partial class HubFeeds(
    DeliveryService delivery, SessionService sessions, IHubContext<ChatHub> hub, TimeProvider clock, ILogger<HubFeeds> logger)
{
    private const string MessagePush = "Message";
    private const string EventPush = "Event";

    private readonly ConcurrentDictionary<string, (LiveFeed Feed, Task Pump)> _feeds = new();

    /// <summary>Opens the feed of a connection, or aborts the connection when its session has ended.</summary>
    public async Task OpenAsync(HubCallerContext context)
    {
        if (await sessions.FindAsync(context.User!.SessionId(), context.ConnectionAborted) is not { } session)
        {
            context.Abort();
            return;
        }

        var address = context.GetHttpContext()?.Connection.RemoteIpAddress?.ToString() ?? string.Empty;
        var info = new ConnectionInfo($"hub-{context.ConnectionId}", session, ConnectionKind.Hub, "SignalR", address, clock.GetUtcNow());
        var opened = await delivery.OpenAsync(info, new FeedStart.Present(), context.ConnectionAborted);
        if (opened.Refusal is not null)
        {
            context.Abort();
            return;
        }

        _feeds[context.ConnectionId] = (opened.Value, PumpAsync(context, opened.Value));
    }

    /// <summary>Ends the feed of a connection.</summary>
    public async Task CloseAsync(string connectionId)
    {
        if (_feeds.TryRemove(connectionId, out var entry))
        {
            entry.Feed.Dispose();
            await entry.Pump;
        }
    }

    private async Task PumpAsync(HubCallerContext context, LiveFeed feed)
    {
        var client = hub.Clients.Client(context.ConnectionId);
        try
        {
            while (true)
            {
                var batch = await feed.ReadAsync(context.ConnectionAborted);
                foreach (var item in batch.Items)
                {
                    await (item.Message is { } message
                        ? client.SendAsync(MessagePush, WireMessage.From(message, feed.User), context.ConnectionAborted)
                        : client.SendAsync(EventPush, WireEvent.From(item.Event!, feed.User), context.ConnectionAborted));
                }

                if (batch.Ended)
                {
                    context.Abort();
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // The client left.
        }
        catch (Exception fault)
        {
            // The database was away while the connection caught up: the client connects again and catches up by its own cursors.
            LogFeedFault(fault);
            context.Abort();
        }
    }

    [LoggerMessage(EventIds.HubFeedFault, LogLevel.Warning, "A hub connection was ended because its feed failed.")]
    private partial void LogFeedFault(Exception fault);
}
