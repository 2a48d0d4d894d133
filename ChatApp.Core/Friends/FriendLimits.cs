namespace ChatApp.Core.Friends;

/// <summary>How eager people may be.</summary>
public static class FriendLimits
{
    /// <summary>The most characters of a greeting.</summary>
    public const int MaxGreeting = 200;

    /// <summary>The most friends of one person.</summary>
    public const int MaxFriends = 5_000;

    /// <summary>The most requests of one person that wait at once.</summary>
    public const int MaxWaitingRequests = 100;

    /// <summary>How long after an unanswered request the same one may be made again.</summary>
    public static TimeSpan RequestPause { get; } = TimeSpan.FromDays(7);

    /// <summary>How long after a refusal the same person may be asked again.</summary>
    public static TimeSpan RefusalPause { get; } = TimeSpan.FromDays(30);
}
