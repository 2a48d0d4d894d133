using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace ChatApp.Checker.History;

/// <summary>Takes down what happens, in memory for the judge and as lines of JSON in a file for people.</summary>
internal sealed class HistoryLog(string path) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly StreamWriter _file = new(path);
    private readonly long _started = Stopwatch.GetTimestamp();

    public string Path { get; } = path;

    public ConcurrentQueue<SendAttempt> Sends { get; } = new();

    public ConcurrentQueue<MemberChange> MemberChanges { get; } = new();

    public void Add(SendAttempt attempt)
    {
        Sends.Enqueue(attempt);
        Write("send", attempt);
    }

    public void Add(MemberChange change)
    {
        MemberChanges.Enqueue(change);
        Write("member", change);
    }

    /// <summary>Notes what the nemesis does, and what becomes of connections.</summary>
    public void Note(string operation, string what) => Write(operation, new { what });

    public void Dispose() => _file.Dispose();

    private void Write(string operation, object value)
    {
        var line = JsonSerializer.Serialize(new { ms = (long)Stopwatch.GetElapsedTime(_started).TotalMilliseconds, operation, value }, Json);
        lock (_file)
        {
            _file.WriteLine(line);
        }
    }
}
