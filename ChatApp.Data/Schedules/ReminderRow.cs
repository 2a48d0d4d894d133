namespace ChatApp.Data.Schedules;

/// <summary>A message that somebody wants to be reminded of.</summary>
internal sealed class ReminderRow
{
    public Guid Id { get; set; }

    public required string UserId { get; set; }

    public short Type { get; set; }

    public required string Target { get; set; }

    public int Line { get; set; }

    public long Sequence { get; set; }

    public required string Note { get; set; }

    public DateTimeOffset DueAt { get; set; }

    /// <summary>When the person's devices are told; null once they were.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
