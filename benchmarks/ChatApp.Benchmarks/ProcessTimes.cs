using System.Globalization;

namespace ChatApp.Benchmarks;

/// <summary>Processor time of processes, as proc(5) tells it.</summary>
internal static class ProcessTimes
{
    private const int TicksPerSecond = 100;

    /// <summary>What a process has used so far, over all its threads.</summary>
    public static TimeSpan Of(int process) => TimeOf($"/proc/{process}", _ => true, withReaped: false);

    /// <summary>What the PostgreSQL of a data folder has used so far, over all its processes: those that live, and those it has reaped.</summary>
    public static TimeSpan OfPostgres(string dataFolder)
    {
        var server = File.ReadLines(Path.Combine(dataFolder, "cluster", "postmaster.pid")).First();
        return Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Aggregate(TimeSpan.Zero, (sum, folder) => sum + TimeOf(folder, parent => parent == server || Path.GetFileName(folder) == server, withReaped: true));
    }

    // After the name in brackets come state (3), parent (4) … user and system time (14, 15) and those of reaped children (16, 17).
    private static TimeSpan TimeOf(string folder, Func<string, bool> hasParent, bool withReaped)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return hasParent(fields[1])
                ? TimeSpan.FromSeconds(fields[11..(withReaped ? 15 : 13)].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / (double)TicksPerSecond)
                : TimeSpan.Zero;
        }
        catch (IOException)
        {
            // It ended between the listing and the reading.
            return TimeSpan.Zero;
        }
    }
}
