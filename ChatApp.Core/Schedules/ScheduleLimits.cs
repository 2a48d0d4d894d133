namespace ChatApp.Core.Schedules;

/// <summary>How much may wait for its moment, and how long.</summary>
public static class ScheduleLimits
{
    /// <summary>The most messages of one person that wait, or were refused and not yet taken away.</summary>
    public const int MaxMessages = 100;

    /// <summary>The most reminders of one person.</summary>
    public const int MaxReminders = 200;

    /// <summary>The most characters of a reminder's note.</summary>
    public const int MaxNote = 200;

    /// <summary>The furthest moment from now.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>How many are taken at once when their moment has come.</summary>
    public const int MaxTaken = 100;

    /// <summary>How long whoever took them has: after this they are taken again, by another node or after a crash.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
}
