namespace ChatApp.Data.Messages;

/// <summary>A device that has connected before: conversations for which it has no cursor came later, and are read from their first visible message.</summary>
internal sealed class DeviceRow
{
    public required string UserId { get; set; }

    public required string DeviceId { get; set; }

    public DateTimeOffset FirstSeenAt { get; set; }
}
