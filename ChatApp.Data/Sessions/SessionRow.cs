namespace ChatApp.Data.Sessions;

/// <summary>A signed-in browser, device or robot. Lives on after its end for a while, for the record.</summary>
internal sealed class SessionRow
{
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the token: whoever reads the table cannot sign in with what is in it.</summary>
    public required byte[] TokenHash { get; set; }

    public required string UserId { get; set; }

    public short Kind { get; set; }

    public short Platform { get; set; }

    public required string Device { get; set; }

    public required string DeviceName { get; set; }

    public string? GivenName { get; set; }

    public required string Address { get; set; }

    public short Means { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public TimeSpan IdleLimit { get; set; }

    /// <summary>When it ends if it is not used again: what was last seen and the idle limit, added up so that an index can serve it.</summary>
    public DateTimeOffset IdleExpiresAt { get; set; }

    public short Proof { get; set; }

    public DateTimeOffset? ProvedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public short? EndReason { get; set; }
}
