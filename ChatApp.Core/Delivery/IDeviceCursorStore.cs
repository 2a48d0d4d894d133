using ChatApp.Core.Kernel;

namespace ChatApp.Core.Delivery;

/// <summary>Keeps, per device and conversation, the end of the unbroken run of acknowledged sequences.</summary>
public interface IDeviceCursorStore
{
    /// <summary>A device's cursors; <see langword="null"/> for a device that was never seen.</summary>
    Task<IReadOnlyDictionary<ConversationId, long>?> LoadAsync(UserId user, DeviceId device, CancellationToken cancellationToken);

    /// <summary>Makes a device known, with where it begins in the conversations that its user has now.</summary>
    Task AddAsync(UserId user, DeviceId device, IReadOnlyCollection<DeviceCursor> present, CancellationToken cancellationToken);

    /// <summary>Moves cursors forward, never back; those of accounts and conversations that are gone are left out. One write, however many devices.</summary>
    Task SaveAsync(IReadOnlyCollection<DeviceCursor> moved, CancellationToken cancellationToken);
}
