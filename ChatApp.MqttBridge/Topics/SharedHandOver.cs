using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// Gives what a member of a shared subscription has not finished when its session ends to another member (MQTT 5.0, 4.8.2). What it was sent with
/// QoS 2 goes to nobody else (4.8.2-5).
/// </summary>
internal sealed partial class SharedHandOver(TopicBroker broker, BrokerServices services) : IDisposable
{
    private const int PageSize = 128;
    private const int PageBytes = 1024 * 1024;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Hands over what a session had in memory.</summary>
    public void HandOver(List<SharedMessage>? shared)
    {
        if (shared is null)
        {
            return;
        }

        var batch = new PublishBatch(services);
        shared.ForEach(message => broker.PassOn(message, batch));
        batch.Finish();
    }

    /// <summary>Whether a session that ends has something in the store that may be somebody else's.</summary>
    public static bool HasShared(TopicSession ended)
        => ended.IsStored && ended.StoredMessages > 0 && ended.Subscriptions.Values.Any(subscription => TopicFilters.IsShared(subscription.Filter));

    /// <summary>Hands over what a session has in the store, and ends it there.</summary>
    /// <param name="ended">It is in no index any more, and takes nothing more.</param>
    /// <param name="written">Done when everything that was given to it is in the store.</param>
    public void HandOverStored(TopicSession ended, Task written) => _ = HandOverStoredAsync(ended, written);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task HandOverStoredAsync(TopicSession ended, Task written)
    {
        try
        {
            var token = _stopping.Token;
            await written.WaitAsync(token);
            var own = OwnFilters(ended);
            for (long? after = 0; after is { } last; after = await HandOverPageAsync(ended, own, last, token))
            {
            }

            await services.Store.WriteAsync([new EndSession(ended.Id)], CancellationToken.None);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // The server stops. The next start finds the session as one that has ended, and goes on here.
        }
        catch (Exception fault)
        {
            LogFault(services.Logger, fault, ended.Id);
        }
    }

    // In one transaction with its new place a message leaves the old one, so that no fault between the two makes it two messages.
    private async Task<long?> HandOverPageAsync(TopicSession ended, SubscriptionIndex own, long after, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueuedMessage> page;
        try
        {
            page = await services.Store.ReadQueueAsync(ended.Id, after, PageSize, PageBytes, cancellationToken);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            await Task.Delay(RetryPause, services.Clock, cancellationToken);
            return after;
        }

        if (page.Count == 0)
        {
            return null;
        }

        var batch = new PublishBatch(services);
        foreach (var queued in page)
        {
            var wasSent = queued.Released || (queued.Place.QoS == (byte)QoS.ExactlyOnce && queued.Place.Sequence <= ended.SentThrough);
            if (!wasSent && FindGroup(ended, own, queued.Message.Topic) is { } group)
            {
                batch.Operations.Add(new RemoveMessage(ended.Id, queued.Place.Sequence));
                broker.PassOn(new SharedMessage(group, queued.Message, queued.Place.Retain), batch);
            }
        }

        var committed = batch.HasOperations ? batch.Committed : Task.CompletedTask;
        batch.Finish();
        await committed.WaitAsync(cancellationToken);
        return page[^1].Place.Sequence;
    }

    private static SubscriptionIndex OwnFilters(TopicSession ended)
    {
        var own = new SubscriptionIndex();
        lock (ended.Gate)
        {
            foreach (var subscription in ended.Subscriptions.Values.Where(subscription => !TopicFilters.IsShared(subscription.Filter)))
            {
                own.Set(new Subscriber(ended, subscription, subscription.Filter, Group: null));
            }
        }

        return own;
    }

    // The store does not say by which subscription a message came: one that may have been the session's own is nobody else's.
    private ShareGroup? FindGroup(TopicSession ended, SubscriptionIndex own, string topic)
    {
        if (own.Find(topic).Targets.Length > 0)
        {
            return null;
        }

        lock (ended.Gate)
        {
            return services.Index.Find(topic).Groups.FirstOrDefault(group => ended.Subscriptions.ContainsKey($"$share/{group.Name}/{group.Filter}"));
        }
    }

    [LoggerMessage(EventIds.HandOverFault, LogLevel.Error, "What the ended session {Session} had of shared subscriptions could not be handed over.")]
    private static partial void LogFault(ILogger logger, Exception fault, long session);
}
