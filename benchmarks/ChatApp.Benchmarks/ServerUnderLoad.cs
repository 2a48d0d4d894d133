using System.Diagnostics;
using System.Globalization;
using ChatApp.Testing.Program;

namespace ChatApp.Benchmarks;

/// <summary>The Release build of the program in a process of its own, with an embedded database and the people of the load recipe.</summary>
internal sealed class ServerUnderLoad : IAsyncDisposable
{
    public const string Password = "load-password-of-the-benchmark";

    private const string AllocatedBytes = "dotnet_gc_heap_total_allocated_bytes_total ";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    private readonly ProcessStartInfo _start;
    private Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private ServerUnderLoad(ProcessStartInfo start, DirectoryInfo folder, HttpClient http, int mqttPort)
    {
        _start = start;
        _process = Run(start);
        _folder = folder;
        _http = http;
        MqttPort = mqttPort;
    }

    public int MqttPort { get; }

    public int ProcessId => _process.Id;

    /// <param name="more">Further settings, as the command line takes them.</param>
    public static async Task<ServerUnderLoad> StartAsync(params IEnumerable<string> more)
    {
        var (http, mqtt) = (ChatAppProcess.FreePort(), ChatAppProcess.FreePort());
        var folder = new DirectoryInfo($"/var/tmp/chatapp-load-{Environment.ProcessId}");
        string[] settings =
        [
            $"--Urls=http://127.0.0.1:{http}", $"--Mqtt:Port={mqtt}", "--Mqtt:PasswordLogin=true", $"--Data:Folder={folder.FullName}",
            "--Seed:Recipe=load", $"--Seed:Password={Password}", "--Settings:Messages.PerUser=1000000", "--Settings:Messages.PerConversation=1000000",
            "--Mqtt:Limits:LoginsPerSecond=0", "--Mqtt:Limits:MaxConnectionsPerUser=100000", "--Logging:LogLevel:Default=Warning", .. more,
        ];
        var start = new ProcessStartInfo("dotnet", [ProgramPath(), .. settings])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var server = new ServerUnderLoad(start, folder, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") }, mqtt);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Kills the program as a loss of power would, and starts it again on the same ports.</summary>
    public async Task RestartAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = Run(_start);
        await ReadyAsync();
    }

    /// <summary>The memory that the program has in use, in bytes.</summary>
    public double ResidentBytes()
    {
        const string Name = "VmRSS:";
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith(Name, StringComparison.Ordinal));
        return double.Parse(line[Name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }

    public TimeSpan ServerTime() => ProcessTimes.Of(_process.Id);

    public TimeSpan PostgresTime() => ProcessTimes.OfPostgres(_folder.FullName);

    /// <summary>What the program has allocated on the managed heap so far, in bytes.</summary>
    public async Task<double> AllocatedAsync()
    {
        var metrics = await _http.GetStringAsync("/metrics");
        var line = metrics.Split('\n').Single(line => line.StartsWith(AllocatedBytes, StringComparison.Ordinal));
        return double.Parse(line[AllocatedBytes.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        using (var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await terminate.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Process Run(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task ReadyAsync()
    {
        using var patience = new CancellationTokenSource(LongestStart);
        while (true)
        {
            try
            {
                using var answer = await _http.GetAsync("/health/ready", patience.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    // The build that the benchmarks belong to: the folder names of the configuration and the framework are those of their own.
    private static string ProgramPath()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.GetFullPath(Path.Combine(build.FullName, "../../../../../ChatApp.Web/bin", build.Parent!.Name, build.Name, "ChatApp.Web.dll"));
    }
}
