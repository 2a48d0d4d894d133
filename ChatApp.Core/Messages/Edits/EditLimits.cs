namespace ChatApp.Core.Messages.Edits;

/// <summary>What edits may be.</summary>
public static class EditLimits
{
    /// <summary>The most versions of one message, the first included.</summary>
    public const int MaxVersions = 50;
}
