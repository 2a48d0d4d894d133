namespace ChatApp.Data.Messages;

/// <summary>The end of the unbroken run that a device has acknowledged in a conversation.</summary>
internal sealed class DeviceCursorRow
{
    public required string UserId { get; set; }

    public required string DeviceId { get; set; }

    public long ConversationId { get; set; }

    public long Sequence { get; set; }
}
