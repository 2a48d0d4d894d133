using ChatApp.Core.Broker;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Topics;

/// <summary>
/// What one read of a connection brought about: the connections that were written to, each flushed once, and what goes to the store, in
/// one write. Used by one loop at a time.
/// </summary>
internal sealed partial class PublishBatch(BrokerServices services)
{
    private readonly List<MqttOutput> _touched = [];
    private List<KeptDelivery>? _kept;
    private List<BrokerOperation>? _operations;
    private TaskCompletionSource? _committed;
    private int _messages;
    private long _bytes;

    /// <summary>What is written at the end, in this order.</summary>
    public List<BrokerOperation> Operations => _operations ??= [];

    /// <summary>Whether an answer has to wait for the store.</summary>
    public bool HasOperations => _operations is { Count: > 0 };

    /// <summary>Done when what the batch holds now is committed.</summary>
    public Task Committed => (_committed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Count(int bytes)
    {
        _messages++;
        _bytes += bytes;
    }

    /// <summary>Notes a connection that has to be flushed.</summary>
    public void Touch(MqttOutput output) => _touched.Add(output);

    /// <summary>Keeps a message for a session; it gets its place when the batch ends.</summary>
    public void Keep(TopicSession session, in Publication publication, QoS qos, bool retain, int[] identifiers)
    {
        _kept ??= [];
        if (_kept.Count > 0 && _kept[^1] is var last && ReferenceEquals(last.Message, publication.Message))
        {
            _kept.Add(last with { Session = session, QoS = qos, Retain = retain, Identifiers = identifiers });
            return;
        }

        var places = new List<QueuePlace>();
        var operation = new EnqueueMessage(publication.Message, places);
        Operations.Add(operation);
        _kept.Add(new KeptDelivery(session, publication.Message, qos, retain, identifiers, operation, places));
    }

    /// <summary>Flushes and writes. Does not wait for either; the batch is empty afterwards.</summary>
    public void Finish()
    {
        if (HasOperations)
        {
            Write();
        }

        for (var i = 0; i < _touched.Count; i++)
        {
            _ = _touched[i].FlushAsync();
        }

        _touched.Clear();
        if (_messages > 0)
        {
            services.Figures.CountIn(_messages, _bytes);
            _messages = 0;
            _bytes = 0;
        }
    }

    private void Write()
    {
        var operations = _operations!;
        var kept = _kept;
        var committed = _committed;
        _operations = null;
        _kept = null;
        _committed = null;
        Task written;
        List<PlacedMessage>? placed;
        lock (services.Journal)
        {
            placed = kept is null ? null : Place(kept, operations);
            written = services.Store.WriteAsync(operations, CancellationToken.None);
        }

        _ = CompleteAsync(written, placed, committed);
    }

    private static List<PlacedMessage> Place(List<KeptDelivery> kept, List<BrokerOperation> operations)
    {
        var placed = new List<PlacedMessage>(kept.Count);
        var unwanted = false;
        for (var i = 0; i < kept.Count; i++)
        {
            var delivery = kept[i];
            var sequence = delivery.Session.Place(delivery.Message, delivery.QoS, delivery.Retain, delivery.Identifiers);
            if (sequence > 0)
            {
                delivery.Places.Add(new QueuePlace(delivery.Session.Id, sequence, (byte)delivery.QoS, delivery.Retain, delivery.Identifiers));
                placed.Add(new PlacedMessage(delivery.Session, sequence, delivery.Message));
            }
            else
            {
                unwanted = true;
            }
        }

        if (unwanted)
        {
            operations.RemoveAll(operation => operation is EnqueueMessage { Places.Count: 0 });
        }

        return placed;
    }

    private async Task CompleteAsync(Task written, List<PlacedMessage>? placed, TaskCompletionSource? committed)
    {
        try
        {
            await written;
            if (placed is { Count: > 0 })
            {
                var following = new PublishBatch(services);
                foreach (var message in placed)
                {
                    message.Session.Committed(message.Sequence, following);
                }

                following.Finish();
            }

            committed?.TrySetResult();
        }
        catch (Exception fault)
        {
            // Whoever waits for it gets no answer, which means "unknown".
            LogNotWritten(services.Logger, fault);
            placed?.ForEach(message => message.Session.Abandon(message.Sequence, message.Message));
            committed?.TrySetCanceled(CancellationToken.None);
        }
    }

    [LoggerMessage(EventIds.JournalFault, LogLevel.Error, "What the broker has to keep could not be written.")]
    private static partial void LogNotWritten(ILogger logger, Exception fault);
}
