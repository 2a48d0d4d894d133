using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Retention;

/// <summary>From when on messages are kept.</summary>
public static class RetentionCutoff
{
    /// <summary>
    /// The smallest id that is kept: messages go by whole months, once the last of a month is old enough. So every message is kept for at
    /// least the days that the settings say, and for a month more at most.
    /// </summary>
    /// <param name="now">The present moment.</param>
    /// <param name="days">How many days messages are kept; more than 0.</param>
    public static MessageId Of(DateTimeOffset now, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var oldest = now.ToUniversalTime().AddDays(-days);
        return IdGenerator.FirstOf(new DateTimeOffset(oldest.Year, oldest.Month, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
