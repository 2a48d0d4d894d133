using ChatApp.Core.Kernel;

namespace ChatApp.Core.Delivery;

/// <summary>Where a device stands in a conversation.</summary>
/// <param name="User">Whose device it is.</param>
/// <param name="Device">The device.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Sequence">The end of the unbroken run of acknowledged sequences.</param>
public readonly record struct DeviceCursor(UserId User, DeviceId Device, ConversationId Conversation, long Sequence);
