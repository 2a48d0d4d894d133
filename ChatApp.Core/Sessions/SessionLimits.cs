namespace ChatApp.Core.Sessions;

/// <summary>How long what is over is kept. How long sessions live, and how many there may be, are settings of the server: <c>Sessions.…</c>.</summary>
public sealed class SessionLimits
{
    /// <summary>How long after proving who one is the dangerous things may be done. Defaults to 15 minutes.</summary>
    public TimeSpan ProofLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an ended session's row is kept for the record. Defaults to 30 days.</summary>
    public TimeSpan EndedRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the events of security logs are kept. Defaults to 180 days.</summary>
    public TimeSpan LogRetention { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a session that began by QR code counts as new and may not change what signs its user in. Defaults to 24 hours.</summary>
    public TimeSpan NewFor { get; set; } = TimeSpan.FromHours(24);
}
