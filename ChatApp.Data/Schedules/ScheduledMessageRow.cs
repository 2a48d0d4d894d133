namespace ChatApp.Data.Schedules;

/// <summary>A message that waits for its moment, or was refused at it.</summary>
internal sealed class ScheduledMessageRow
{
    public required string UserId { get; set; }

    /// <summary>The client id of the message to be: the log takes it once, however often it is sent.</summary>
    public Guid ClientId { get; set; }

    public short Type { get; set; }

    public required string Target { get; set; }

    public int Line { get; set; }

    public short Kind { get; set; }

    public required string Text { get; set; }

    public string? Payload { get; set; }

    public string[] Mentions { get; set; } = [];

    public long? ReplyTo { get; set; }

    public int? WireType { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>When it is tried next; null for one that was refused.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    public int Tries { get; set; }

    /// <summary>A sender is at work on it until then; null while nobody is.</summary>
    public DateTimeOffset? TakenUntil { get; set; }

    /// <summary>The error that it was refused with, or null.</summary>
    public int? Refusal { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
