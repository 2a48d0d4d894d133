namespace ChatApp.Data.Sessions;

/// <summary>Something that happened to an account.</summary>
internal sealed class SecurityEventRow
{
    public long Id { get; set; }

    public required string UserId { get; set; }

    public short Kind { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Not a foreign key: the line outlives the session's row.</summary>
    public Guid? SessionId { get; set; }

    public required string DeviceName { get; set; }

    public required string Address { get; set; }

    public required string Detail { get; set; }
}
