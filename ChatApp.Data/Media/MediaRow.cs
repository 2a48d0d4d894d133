namespace ChatApp.Data.Media;

/// <summary>A stored file. Its bytes lie in the data folder under its own id.</summary>
internal sealed class MediaRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    /// <summary>The conversation it was sent to, whose members may fetch it; null for an avatar.</summary>
    public long? ConversationId { get; set; }

    public required string FileName { get; set; }

    public required string ContentType { get; set; }

    public long Bytes { get; set; }

    public required byte[] Sha256 { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
