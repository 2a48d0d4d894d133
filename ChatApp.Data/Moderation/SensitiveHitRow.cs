namespace ChatApp.Data.Moderation;

/// <summary>A word that was found in a text.</summary>
internal sealed class SensitiveHitRow
{
    public long Id { get; set; }

    /// <summary>The word, which may be gone: no foreign key.</summary>
    public long WordId { get; set; }

    public required string Word { get; set; }

    public short Action { get; set; }

    public short Scope { get; set; }

    public required string AuthorId { get; set; }

    public long? ConversationId { get; set; }

    public required string Place { get; set; }

    public required string Original { get; set; }

    public int Start { get; set; }

    public int Length { get; set; }

    public DateTimeOffset At { get; set; }
}
