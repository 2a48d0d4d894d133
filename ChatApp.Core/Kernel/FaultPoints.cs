using System.Diagnostics;
#if DEBUG
using System.Globalization;
#endif

namespace ChatApp.Core.Kernel;

/// <summary>
/// Named places in the message path where a Debug build can be made to end as if its power were cut: the environment variable
/// <c>CHATAPP_FAULT=before-commit:37</c> kills the process when the place is passed for the 37th time. A Release build has none of it.
/// </summary>
public static class FaultPoints
{
    /// <summary>A batch has its sequences and nothing of it is written.</summary>
    public const string BeforeInsert = "before-insert";

    /// <summary>A batch is on its way to the database, or written and not committed.</summary>
    public const string BeforeCommit = "before-commit";

    /// <summary>A batch is committed and no sender knows.</summary>
    public const string AfterCommit = "after-commit";

    /// <summary>Some of the connections have been told of a message and the others have not.</summary>
    public const string DuringFanOut = "during-fan-out";

    /// <summary>Every place there is.</summary>
    public static IReadOnlyList<string> All { get; } = [BeforeInsert, BeforeCommit, AfterCommit, DuringFanOut];

#if DEBUG
    private static readonly (string Name, long Left)? Chosen = Parse(Environment.GetEnvironmentVariable("CHATAPP_FAULT"));
    private static long _passed;

    private static (string Name, long Left)? Parse(string? fault)
        => fault?.Split(':') is [var name, var count] && long.TryParse(count, CultureInfo.InvariantCulture, out var left) ? (name, left) : null;
#endif

    /// <summary>Passes a place. The compiler leaves the call out of a Release build.</summary>
    [Conditional("DEBUG")]
    public static void Hit(string name)
    {
#if DEBUG
        if (Chosen is { } chosen && chosen.Name == name && Interlocked.Increment(ref _passed) == chosen.Left)
        {
            Process.GetCurrentProcess().Kill();
        }
#endif
    }
}
