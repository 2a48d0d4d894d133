namespace ChatApp.Core.Sessions;

/// <summary>How long sessions live.</summary>
public sealed class SessionLimits
{
    /// <summary>How long a browser's session lives at most. Defaults to 90 days.</summary>
    public TimeSpan BrowserLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a device's token lives at most. Defaults to 365 days.</summary>
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long a browser that stays signed in may be away. Defaults to 14 days.</summary>
    public TimeSpan BrowserIdle { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How long a browser that does not stay signed in may be away. Defaults to 12 hours.</summary>
    public TimeSpan ShortBrowserIdle { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long an ended session's row is kept for the record. Defaults to 30 days.</summary>
    public TimeSpan EndedRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a session of a client may lie unused.</summary>
    public TimeSpan IdleLimitOf(NewSession client)
        => client.Kind != SessionKind.Browser ? DeviceLifetime : client.StaySignedIn ? BrowserIdle : ShortBrowserIdle;

    /// <summary>The lifetime of a kind of session.</summary>
    public TimeSpan LifetimeOf(SessionKind kind) => kind == SessionKind.Browser ? BrowserLifetime : DeviceLifetime;
}
