using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ChatApp.Testing.Program;

/// <summary>A client that is somebody else's program: it prints a line of JSON for each thing that happens.</summary>
public sealed class LineClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly ConcurrentQueue<JsonElement> _lines = new();

    private LineClient(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                _lines.Enqueue(JsonSerializer.Deserialize<JsonElement>(text));
            }
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>Everything it has printed so far.</summary>
    public IReadOnlyCollection<JsonElement> Lines => _lines;

    /// <summary>Microsoft's own JavaScript client on the chat hub.</summary>
    public static LineClient Hub(Uri address, string token)
        => Start("node", Path.Combine(ScriptFolder(), "hub-client.mjs"), $"{address}hubs/chat", token);

    /// <summary>mqtt.js on any of its transports.</summary>
    /// <param name="certificate">The file of the server's certificate; empty for none.</param>
    public static LineClient MqttJs(string url, int version, (string User, string Device, string Token) device, string certificate, params string[] topics)
        => Start(
            "node",
            [
                Path.Combine(ScriptFolder(), "mqtt-client.mjs"), url, device.Device, device.User, device.Token,
                version.ToString(System.Globalization.CultureInfo.InvariantCulture), certificate, .. topics,
            ]);

    /// <summary>mosquitto's subscriber on a topic; each message's payload is a line.</summary>
    public static LineClient Mosquitto(int port, ApiClient device, string topic)
        => Start(
            "mosquitto_sub", "-h", "127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-V", "mqttv5",
            "-i", device.Device, "-u", device.User, "-P", device.Token, "-t", topic, "-q", "1");

    /// <summary>mosquitto's subscriber as any device; each message's payload is a line.</summary>
    /// <param name="version"><c>mqttv311</c> or <c>mqttv5</c>.</param>
    public static LineClient Mosquitto(int port, string version, (string User, string Device, string Token) device, string topic, params string[] more)
        => Start(
            "mosquitto_sub",
            [
                "-h", "127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "-V", version,
                "-i", device.Device, "-u", device.User, "-P", device.Token, "-t", topic, .. more,
            ]);

    /// <summary>Runs a program to its end; its exit code and what it wrote to standard error.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, error);
    }

    /// <summary>Runs a program to its end; what it wrote to standard output.</summary>
    public static async Task<string> OutputAsync(string program, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output;
    }

    /// <summary>Calls a method of the hub.</summary>
    public async Task CallAsync(string method, params object[] arguments)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { call = method, arguments }));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Writes a line to it.</summary>
    public async Task WriteAsync(object line)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(line));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until so many lines fulfil a condition.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitForAsync(Func<JsonElement, bool> condition, int count, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = _lines.Where(condition).ToArray();
            if (found.Length >= count)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{found.Length} of {count} lines came: {string.Join('\n', _lines)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static LineClient Start(string program, params string[] arguments)
        => new(Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!);

    private static string ScriptFolder([CallerFilePath] string thisFile = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "js"));
}
