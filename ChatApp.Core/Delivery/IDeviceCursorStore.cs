using ChatApp.Core.Kernel;

namespace ChatApp.Core.Delivery;

/// <summary>Keeps, per device and conversation, the end of the unbroken run of acknowledged sequences.</summary>
public interface IDeviceCursorStore
{
    /// <summary>A device's cursors; empty for a device that was never seen.</summary>
    Task<IReadOnlyDictionary<ConversationId, long>> LoadAsync(UserId user, DeviceId device, CancellationToken cancellationToken);

    /// <summary>Moves cursors forward, never back.</summary>
    Task SaveAsync(UserId user, DeviceId device, IReadOnlyCollection<(ConversationId Conversation, long Sequence)> cursors, CancellationToken cancellationToken);
}
