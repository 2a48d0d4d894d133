using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;
using ChatApp.Core.Receipts;
using ChatApp.MqttBridge.Mqtt.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatApp.MqttBridge.Tests.Mqtt;

public sealed class DeviceCursorsTests : IDisposable
{
    private static readonly (UserId User, DeviceId Device) Phone = (new UserId("alice"), new DeviceId("phone"));
    private static readonly ConversationId Conversation = new(7);

    private readonly SlowStore _store = new();
    private readonly DeviceCursors _cursors;

    public DeviceCursorsTests() => _cursors = new DeviceCursors(
        _store, new DeliveredMarks(null!, null!, TimeProvider.System, NullLogger<DeliveredMarks>.Instance), TimeProvider.System, NullLogger<DeviceCursors>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _cursors.Dispose();

    [Fact]
    public async Task P4_a_device_that_comes_back_while_its_cursor_is_being_written_waits_for_it()
    {
        _cursors.Move(Phone, Conversation, 41);
        var all = _cursors.FlushAllAsync(Token);

        var own = _cursors.FlushAsync(Phone, Token);

        Assert.False(own.IsCompleted);
        _store.Gate.SetResult();
        await Task.WhenAll(all, own);
        Assert.Equal([new DeviceCursor(Phone.User, Phone.Device, Conversation, 41)], _store.Saved);
    }

    [Fact]
    public async Task One_write_carries_the_cursors_of_all_devices()
    {
        _store.Gate.SetResult();
        for (var i = 0; i < 50; i++)
        {
            _cursors.Move((new UserId($"u{i}"), Phone.Device), Conversation, i);
            _cursors.Move((new UserId($"u{i}"), Phone.Device), Conversation, 1);
        }

        await _cursors.FlushAllAsync(Token);

        Assert.Equal(1, _store.Writes);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => Math.Max(i, 1L)), _store.Saved.OrderBy(cursor => cursor.Sequence).Select(cursor => cursor.Sequence));
    }

    private sealed class SlowStore : IDeviceCursorStore
    {
        public TaskCompletionSource Gate { get; } = new();

        public List<DeviceCursor> Saved { get; } = [];

        public int Writes { get; private set; }

        public Task<IReadOnlyDictionary<ConversationId, long>?> LoadAsync(UserId user, DeviceId device, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyDictionary<ConversationId, long>?>(null);

        public Task AddAsync(UserId user, DeviceId device, IReadOnlyCollection<DeviceCursor> present, CancellationToken cancellationToken)
            => SaveAsync(present, cancellationToken);

        public async Task SaveAsync(IReadOnlyCollection<DeviceCursor> moved, CancellationToken cancellationToken)
        {
            Writes++;
            await Gate.Task;
            Saved.AddRange(moved);
        }
    }
}
