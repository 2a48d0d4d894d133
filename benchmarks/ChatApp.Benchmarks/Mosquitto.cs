using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using ChatApp.Testing.Program;

namespace ChatApp.Benchmarks;

/// <summary>The broker that is measured beside ours, with its usual settings and without limits of its own.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _configuration;

    private Mosquitto(Process process, string configuration, int port)
    {
        _process = process;
        _configuration = configuration;
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    public static async Task<Mosquitto> StartAsync()
    {
        var port = ChatAppProcess.FreePort();
        var configuration = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"chatapp-mosquitto-{Environment.ProcessId}.conf"));
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            max_queued_messages 0
            log_type error

            """));
        var process = Process.Start(new ProcessStartInfo("mosquitto", ["-c", configuration]) { UseShellExecute = false })!;
        for (var tries = 0; tries < 100; tries++)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", port);
                break;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }

        return new Mosquitto(process, configuration, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_configuration);
    }
}
