namespace ChatApp.Core.Groups;

/// <summary>What a group may hold.</summary>
public static class GroupLimits
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 64;

    /// <summary>The most people one call adds.</summary>
    public const int MaxAddedAtOnce = 200;
}
