using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ChatApp.Core.Kernel;

namespace ChatApp.Data.Embedded;

/// <summary>The machine's own <c>initdb</c> and <c>postgres</c>.</summary>
internal sealed partial record PostgresBinaries(string Folder, int MajorVersion)
{
    // The oldest that Debian and Ubuntu still ship and that our SQL is run against.
    private const int OldestMajorVersion = 14;

    private static readonly string[] Roots = ["/usr/lib/postgresql", "/usr/local/lib/postgresql"];

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>Finds the binaries that fit: for a cluster those of its version, for a new one the newest.</summary>
    /// <param name="binFolder">The only folder to look in, or <see langword="null"/>.</param>
    /// <param name="clusterFolder">The cluster, for the texts.</param>
    /// <param name="clusterVersion">The version that made the cluster; <see langword="null"/> when there is none yet.</param>
    public static PostgresBinaries Find(string? binFolder, string clusterFolder, int? clusterVersion)
        => Choose(Candidates(binFolder), clusterFolder, clusterVersion);

    internal static PostgresBinaries Choose(IReadOnlyList<PostgresBinaries> found, string clusterFolder, int? clusterVersion)
    {
        var usable = found.Where(binaries => binaries.MajorVersion >= OldestMajorVersion).OrderByDescending(binaries => binaries.MajorVersion).ToList();
        if (clusterVersion is not { } version)
        {
            return usable.FirstOrDefault() ?? throw new StartupException(found.Count == 0
                ? $"PostgreSQL's programs initdb and postgres are not installed. Install them: {InstallCommand()} - "
                    + "or set ConnectionStrings:ChatApp to a PostgreSQL that runs elsewhere."
                : $"PostgreSQL {found.Max(binaries => binaries.MajorVersion)} is too old: ChatApp needs {OldestMajorVersion} or newer. Install it: {InstallCommand()}");
        }

        var installed = usable.Count == 0 ? "no version that can read it" : $"only {string.Join(" and ", usable.Select(binaries => binaries.MajorVersion))}";
        return usable.Find(binaries => binaries.MajorVersion == version)
            ?? throw new StartupException($"The database in {clusterFolder} was made by PostgreSQL {version}, and {installed} is installed. "
                + (usable.Exists(binaries => binaries.MajorVersion > version)
                    ? $"Install PostgreSQL {version} beside it ({InstallCommand(version)}), or upgrade the folder with pg_upgrade. Nothing was changed."
                    : $"A newer database cannot be opened by an older PostgreSQL: install {version} ({InstallCommand(version)}), or choose another Data:Folder. Nothing was changed."));
    }

    private static List<PostgresBinaries> Candidates(string? binFolder)
    {
        if (binFolder is not null)
        {
            return [.. Describe(binFolder)];
        }

        var versioned = Roots
            .Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat(Enumerable.Range(OldestMajorVersion, 20).Select(version => $"/usr/pgsql-{version}/bin"));
        var found = versioned.SelectMany(Describe).ToList();

        // The path is asked only when the usual folders have nothing: there each candidate costs a process.
        return found.Count > 0
            ? found
            : [.. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/local/pgsql/bin").SelectMany(Describe)];
    }

    private static IEnumerable<PostgresBinaries> Describe(string folder)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            yield break;
        }

        // /usr/lib/postgresql/15/bin and /usr/pgsql-15/bin say their version; elsewhere the program is asked.
        var named = VersionInPath().Match(folder);
        var version = named.Success ? int.Parse(named.Groups["major"].Value, CultureInfo.InvariantCulture) : AskVersion(postgres);
        if (version is { } known)
        {
            yield return new PostgresBinaries(folder, known);
        }
    }

    private static int? AskVersion(string postgres)
    {
        using var process = Process.Start(new ProcessStartInfo(postgres, "--version") { RedirectStandardOutput = true, UseShellExecute = false });
        var answer = VersionInAnswer().Match(process?.StandardOutput.ReadToEnd() ?? string.Empty);
        return answer.Success ? int.Parse(answer.Groups["major"].Value, CultureInfo.InvariantCulture) : null;
    }

    private static string InstallCommand(int? version = null)
    {
        var system = File.Exists("/etc/os-release") ? File.ReadAllText("/etc/os-release") : string.Empty;
        var sudo = Libc.IsRoot ? string.Empty : "sudo ";
        return system switch
        {
            _ when system.Contains("debian", StringComparison.Ordinal) => $"{sudo}apt-get install -y postgresql{(version is null ? string.Empty : $"-{version}")}",
            _ when system.Contains("alpine", StringComparison.Ordinal) => $"{sudo}apk add postgresql{version}",
            _ => $"{sudo}dnf install -y postgresql{version}-server",
        };
    }

    [GeneratedRegex(@"/(postgresql/|pgsql-)(?<major>\d+)/bin/?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionInPath();

    [GeneratedRegex(@"\b(?<major>\d+)(\.\d+|devel|beta|rc)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionInAnswer();
}
