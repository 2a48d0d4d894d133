namespace ChatApp.Web.Api;

/// <summary>How fast one client may ask. What people do is far below it: it keeps a program that runs wild from taking the server with it.</summary>
public sealed class ApiLimits
{
    /// <summary>How many calls a second one hub connection may make in the long run; more are answered <c>TooFast</c>. Defaults to 30.</summary>
    public int HubCallsPerSecond { get; set; } = 30;

    /// <summary>How many calls one hub connection may make at once. Defaults to 60.</summary>
    public int HubCallBurst { get; set; } = 60;

    /// <summary>How many requests a second that change something one session may make in the long run; more are answered 429 <c>TooFast</c>. Defaults to 100.</summary>
    public int WritesPerSecond { get; set; } = 100;

    /// <summary>How many requests that change something one session may make at once. Defaults to 1,000.</summary>
    public int WriteBurst { get; set; } = 1_000;
}
