namespace ChatApp.Core.Sessions;

/// <summary>How long sessions live.</summary>
public sealed class SessionLimits
{
    /// <summary>How long a browser's session lives at most. Defaults to 90 days.</summary>
    public TimeSpan BrowserLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a device's token lives at most. Defaults to 365 days.</summary>
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The lifetime of a kind of session.</summary>
    public TimeSpan LifetimeOf(SessionKind kind) => kind == SessionKind.Browser ? BrowserLifetime : DeviceLifetime;
}
