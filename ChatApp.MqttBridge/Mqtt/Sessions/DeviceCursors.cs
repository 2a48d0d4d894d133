using System.Collections.Concurrent;
using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Core.Receipts;
using ChatApp.MqttBridge.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Mqtt.Sessions;

/// <summary>
/// Keeps what devices have acknowledged in memory and writes it down about once a second: a row for every acknowledgement would cost
/// more than the messages. After a crash a device may get a message twice, never not at all.
/// </summary>
internal sealed partial class DeviceCursors(
    IDeviceCursorStore store, DeliveredMarks delivered, TimeProvider clock, ILogger<DeviceCursors> logger) : BackgroundService
{
    // One write for hundreds of devices costs little more than one for a single device.
    private const int RowsOfOneWrite = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(UserId User, DeviceId Device), Dictionary<ConversationId, long>> _moved = new();

    // The write for all devices that is under way, or the last one.
    private Task _writing = Task.CompletedTask;

    /// <summary>Notes where a device's cursor stands; never back.</summary>
    public void Move((UserId User, DeviceId Device) device, ConversationId conversation, long sequence)
        => Move(new DeviceCursor(device.User, device.Device, conversation, sequence));

    /// <summary>Writes down what is known of one device; done before its next connection asks where it stands.</summary>
    public async Task FlushAsync((UserId User, DeviceId Device) device, CancellationToken cancellationToken)
    {
        var moved = new List<DeviceCursor>();
        Take(device, moved);
        await SaveAsync(moved, cancellationToken);

        // What the write for all devices has taken of this one's is not in the store before that is done.
        await Volatile.Read(ref _writing).WaitAsync(cancellationToken);
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
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _writing, written.Task);
        var moved = new List<DeviceCursor>();
        try
        {
            foreach (var device in _moved.Keys)
            {
                Take(device, moved);
                if (moved.Count >= RowsOfOneWrite)
                {
                    await SaveAsync(moved, cancellationToken);
                    moved.Clear();
                }
            }

            await SaveAsync(moved, cancellationToken);
        }
        catch (Exception away) when (StoreFaults.IsAway(away))
        {
            LogFault(away);
        }
        finally
        {
            written.SetResult();
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

    private async Task SaveAsync(List<DeviceCursor> moved, CancellationToken cancellationToken)
    {
        if (moved.Count == 0)
        {
            return;
        }

        try
        {
            await store.SaveAsync(moved, cancellationToken);
        }
        catch
        {
            moved.ForEach(Move);
            throw;
        }

        foreach (var cursor in moved)
        {
            delivered.Note(new DeliveredMark(cursor.User, cursor.Conversation, cursor.Sequence));
        }
    }

    private void Take((UserId User, DeviceId Device) device, List<DeviceCursor> moved)
    {
        if (_moved.TryRemove(device, out var cursors))
        {
            lock (cursors)
            {
                moved.AddRange(cursors.Select(cursor => new DeviceCursor(device.User, device.Device, cursor.Key, cursor.Value)));
            }
        }
    }

    private void Move(DeviceCursor cursor)
    {
        var device = (cursor.User, cursor.Device);
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

                if (!moved.TryGetValue(cursor.Conversation, out var stands) || stands < cursor.Sequence)
                {
                    moved[cursor.Conversation] = cursor.Sequence;
                }

                return;
            }
        }
    }

    [LoggerMessage(EventIds.CursorsNotWritten, LogLevel.Warning, "Device cursors could not be written; they will be with the next try.")]
    private partial void LogFault(Exception fault);
}
