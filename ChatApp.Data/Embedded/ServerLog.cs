using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ChatApp.Data.Embedded;

/// <summary>Passes on what the server writes to its standard error, and keeps the last of it for the text of a failed start.</summary>
internal sealed partial class ServerLog(ILogger logger)
{
    private const int KeptLines = 5;

    private readonly Queue<string> _last = new();

    /// <summary>The last lines, joined.</summary>
    public string Last
    {
        get
        {
            lock (_last)
            {
                return _last.Count == 0 ? "it said nothing." : string.Join(" | ", _last);
            }
        }
    }

    /// <summary>Whether the server found another in its place, or the memory of one that was killed and is only now going away.</summary>
    public bool SaysTransient => Last.Contains("postmaster.pid", StringComparison.Ordinal) || Last.Contains("shared memory block", StringComparison.Ordinal);

    /// <summary>Reads until the process closes its output. Must go on all the time: a full pipe would stop the server.</summary>
    public void Follow(Process process)
    {
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_last)
        {
            _last.Enqueue(line);
            if (_last.Count > KeptLines)
            {
                _last.Dequeue();
            }
        }

        var level = LevelOf(line);
        LogServer(level, line);
    }

    // What a client did wrong the client is told, and starting and stopping is daily business; the rest somebody should see.
    private static LogLevel LevelOf(string line) => line switch
    {
        _ when line.Contains(" PANIC:  ", StringComparison.Ordinal) => LogLevel.Critical,
        _ when line.Contains(" WARNING:  ", StringComparison.Ordinal) => LogLevel.Warning,
        _ => LogLevel.Debug,
    };

    [LoggerMessage(EventId = EventIds.ServerSays, Message = "PostgreSQL: {Line}")]
    private partial void LogServer(LogLevel level, string line);
}
