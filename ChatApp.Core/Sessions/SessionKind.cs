namespace ChatApp.Core.Sessions;

/// <summary>What holds a session's token.</summary>
public enum SessionKind
{
    /// <summary>A browser, in a cookie.</summary>
    Browser = 0,

    /// <summary>An app or a thing, as bearer token and MQTT password.</summary>
    Device = 1,

    /// <summary>A robot.</summary>
    Robot = 2,
}
