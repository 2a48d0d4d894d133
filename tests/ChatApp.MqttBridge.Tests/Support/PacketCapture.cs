using System.Diagnostics;
using System.Globalization;
using ChatApp.Testing.Program;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>Listens on loopback with Wireshark's tshark, and lets it judge what one port sent.</summary>
internal sealed class PacketCapture : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _file;
    private readonly int _port;

    private PacketCapture(Process process, string file, int port)
    {
        _process = process;
        _file = file;
        _port = port;
    }

    /// <summary>Begins to listen; <see langword="null"/> where tshark is not installed or may not listen.</summary>
    public static async Task<PacketCapture?> StartAsync(int port, CancellationToken cancellationToken)
    {
        if (!File.Exists("/usr/bin/tshark"))
        {
            return null;
        }

        var file = Path.Combine(Path.GetTempPath(), $"chatapp-capture-{Guid.NewGuid():N}.pcapng");
        var process = Start("-i", "lo", "-B", "64", "-f", string.Create(CultureInfo.InvariantCulture, $"tcp port {port}"), "-w", file);
        while (await process.StandardError.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken) is { } line)
        {
            if (line.Contains("Capture started", StringComparison.Ordinal) || line.Contains("File: ", StringComparison.Ordinal))
            {
                return new PacketCapture(process, file, port);
            }
        }

        await process.WaitForExitAsync(cancellationToken);
        process.Dispose();
        return null;
    }

    /// <summary>Ends the capture.</summary>
    /// <returns>How many packets of MQTT the port sent, and what is wrong with which.</returns>
    public async Task<(int Packets, string Malformed)> JudgeAsync(CancellationToken cancellationToken)
    {
        Signals.Interrupt(_process);
        await _process.StandardError.ReadToEndAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        var types = await ReadAsync("mqtt", cancellationToken, "-T", "fields", "-e", "mqtt.msgtype");
        var malformed = await ReadAsync(
            "_ws.malformed or _ws.expert.group == \"Malformed\" or _ws.expert.group == \"Protocol\"", cancellationToken,
            "-T", "fields", "-e", "frame.number", "-e", "tcp.srcport", "-e", "_ws.col.Info", "-e", "_ws.expert.message", "-e", "tcp.payload");
        return (types.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries).Length, malformed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        File.Delete(_file);
    }

    private async Task<string> ReadAsync(string filter, CancellationToken cancellationToken, params string[] output)
    {
        using var process = Start(
        [
            "-r", _file, "-d", string.Create(CultureInfo.InvariantCulture, $"tcp.port=={_port},mqtt"),
            "-Y", string.Create(CultureInfo.InvariantCulture, $"tcp.srcport == {_port} and ({filter})"), .. output,
        ]);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return text;
    }

    private static Process Start(params string[] arguments)
        => Process.Start(new ProcessStartInfo("/usr/bin/tshark", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
