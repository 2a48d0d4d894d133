using System.Collections.Concurrent;
using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// Keeps what devices have acknowledged in memory and writes it down about once a second: a row for every acknowledgement would cost
/// more than the messages. After a crash a device may get a message twice, never not at all.
/// </summary>
internal sealed partial class DeviceCursors(IDeviceCursorStore store, TimeProvider clock, ILogger<DeviceCursors> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(UserId User, DeviceId Device), Dictionary<ConversationId, long>> _moved = new();

    /// <summary>Notes where a device's cursor stands; never back.</summary>
    public void Move((UserId User, DeviceId Device) device, ConversationId conversation, long sequence)
        => Move(device, [new(conversation, sequence)]);

    /// <summary>Writes down what is known of one device; done before its next connection asks where it stands.</summary>
    public async Task FlushAsync((UserId User, DeviceId Device) device, CancellationToken cancellationToken)
    {
        if (!_moved.TryRemove(device, out var moved))
        {
            return;
        }

        KeyValuePair<ConversationId, long>[] cursors;
        lock (moved)
        {
            cursors = [.. moved];
        }

        try
        {
            await store.SaveAsync(device.User, device.Device, [.. cursors.Select(cursor => (cursor.Key, cursor.Value))], cancellationToken);
        }
        catch
        {
            Move(device, cursors);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAllAsync(cancellationToken);
    }

    /// <summary>Writes down everything; what the store does not take now stays for the next time.</summary>
    public async Task FlushAllAsync(CancellationToken cancellationToken)
    {
        foreach (var device in _moved.Keys)
        {
            try
            {
                await FlushAsync(device, cancellationToken);
            }
            catch (Exception away) when (StoreFaults.IsAway(away))
            {
                LogFault(away);
                return;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAllAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; StopAsync writes the rest.
        }
    }

    private void Move((UserId User, DeviceId Device) device, KeyValuePair<ConversationId, long>[] cursors)
    {
        while (true)
        {
            var moved = _moved.GetOrAdd(device, _ => []);
            lock (moved)
            {
                // Taken away to be written between the two lines above: what is added to it now would be lost.
                if (!_moved.TryGetValue(device, out var present) || !ReferenceEquals(present, moved))
                {
                    continue;
                }

                foreach (var (conversation, sequence) in cursors)
                {
                    if (!moved.TryGetValue(conversation, out var stands) || stands < sequence)
                    {
                        moved[conversation] = sequence;
                    }
                }

                return;
            }
        }
    }

    [LoggerMessage(EventIds.CursorsNotWritten, LogLevel.Warning, "Device cursors could not be written; they will be with the next try.")]
    private partial void LogFault(Exception fault);
}
