using System.Globalization;

namespace ChatApp.Data.Embedded;

/// <summary>What a running server writes about itself into its cluster's <c>postmaster.pid</c>.</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="SocketFolder">Where its socket is; empty until it knows.</param>
/// <param name="Status"><c>starting</c>, <c>ready</c>, <c>stopping</c>; empty until it knows.</param>
internal sealed record PostmasterFile(int ProcessId, string SocketFolder, string Status)
{
    // The file's lines, from 0: process id, data folder, start time, port, socket folder, listen address, shared memory, status.
    private const int SocketLine = 4;
    private const int StatusLine = 7;

    public bool IsReady => Status == "ready";

    /// <summary>Reads the file; <see langword="null"/> when there is none or it is only half written.</summary>
    public static PostmasterFile? Read(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PathIn(cluster));
        }
        catch (IOException)
        {
            return null;
        }

        return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process) && process > 0
            ? new PostmasterFile(process, Line(lines, SocketLine), Line(lines, StatusLine))
            : null;
    }

    /// <summary>
    /// Whether the process is there and is the server of this cluster. A process id is used again after a restart of the machine or of a
    /// container, so the id alone proves nothing; a server's working folder is always its cluster.
    /// </summary>
    public bool IsRunningIn(string cluster)
    {
        try
        {
            return new FileInfo($"/proc/{ProcessId}/cwd").LinkTarget == cluster;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Removes a file that a server which is gone has left, where PostgreSQL itself would take a stranger for that server.</summary>
    public static void RemoveStale(string cluster)
    {
        if (Read(cluster) is { } file && Libc.Signal(file.ProcessId, signal: 0) && !file.IsRunningIn(cluster))
        {
            File.Delete(PathIn(cluster));
        }
    }

    private static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");

    private static string Line(string[] lines, int index) => lines.Length > index ? lines[index].Trim() : string.Empty;
}
