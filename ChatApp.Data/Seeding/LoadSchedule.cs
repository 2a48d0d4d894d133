using ChatApp.Core.Kernel;

namespace ChatApp.Data.Seeding;

/// <summary>Spreads the load test's messages evenly over the past months, so that ids grow with time and retention has months to work on.</summary>
internal sealed class LoadSchedule
{
    // As the demo's: keeps ids of past moments apart from those that are made now.
    private const int SeedNode = 31;
    private const int NodeShift = 7;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(300);

    private readonly DateTimeOffset _began;
    private readonly long _milliseconds;

    public LoadSchedule(long messages, DateTimeOffset now)
    {
        var earliest = IdGenerator.TimeOf(new MessageId(0));
        var end = now.AddMinutes(-1);
        _began = end - earliest > Longest ? end - Longest : earliest;
        _milliseconds = (long)(end - _began).TotalMilliseconds;
        Messages = messages <= _milliseconds
            ? messages
            : throw new ArgumentOutOfRangeException(nameof(messages), messages, "There is one message a millisecond at most.");
    }

    public long Messages { get; }

    public DateTimeOffset TimeOf(long message) => _began.AddTicks((long)((Int128)_milliseconds * message / Messages) * TimeSpan.TicksPerMillisecond);

    public MessageId IdOf(long message) => new(IdGenerator.FirstOf(TimeOf(message)).Value | ((long)SeedNode << NodeShift));
}
