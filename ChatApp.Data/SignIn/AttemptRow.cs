namespace ChatApp.Data.SignIn;

/// <summary>How often something was tried in the window that runs.</summary>
internal sealed class AttemptRow
{
    public required string Key { get; set; }

    public int Count { get; set; }

    public DateTimeOffset WindowEndsAt { get; set; }
}
