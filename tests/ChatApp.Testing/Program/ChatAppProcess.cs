using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace ChatApp.Testing.Program;

/// <summary>The built program in a process of its own, on free ports, as users run it.</summary>
public sealed class ChatAppProcess : IAsyncDisposable
{
    /// <summary>The password of every demo account.</summary>
    public const string Password = "demo-password-of-the-tests";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly ProcessStartInfo _start;
    private Process _process;
    private readonly bool _ownsFolder;

    private ChatAppProcess(ProcessStartInfo start, string dataFolder, bool ownsFolder, int httpPort, int httpsPort, int mqttPort, int mqttTlsPort)
    {
        _start = start;
        _process = Process.Start(start)!;
        _ownsFolder = ownsFolder;
        DataFolder = dataFolder;
        MqttPort = mqttPort;
        MqttTlsPort = mqttTlsPort;
        SecureAddress = new Uri($"https://localhost:{httpsPort}");
        Address = new Uri($"http://localhost:{httpPort}");
        Http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Where the web application answers.</summary>
    public Uri Address { get; }

    /// <summary>Where MQTT answers, on 127.0.0.1.</summary>
    public int MqttPort { get; }

    /// <summary>Where MQTT answers with TLS, on 127.0.0.1.</summary>
    public int MqttTlsPort { get; }

    /// <summary>Where the web application answers with TLS.</summary>
    public Uri SecureAddress { get; }

    /// <summary>Files and keys.</summary>
    public string DataFolder { get; }

    /// <summary>A client without a session.</summary>
    public HttpClient Http { get; }

    /// <summary>What the program has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the program and waits until it says it is ready.</summary>
    /// <param name="connectionString">Its database, or <see langword="null"/> for an embedded one.</param>
    /// <param name="dataFolder">Its data folder, or <see langword="null"/> for a new one that goes with the process.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="settings">Further configuration, as <c>("Settings:Messages.PerUser", "1000")</c>.</param>
    public static async Task<ChatAppProcess> StartAsync(
        string? connectionString, string? dataFolder, CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var folder = dataFolder ?? Directory.CreateTempSubdirectory("chatapp-test-").FullName;
        var (http, https, mqtt, mqttTls) = (FreePort(), FreePort(), FreePort(), FreePort());
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(ProgramPath());
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";

        // A program of a test lives for seconds: measuring what to optimise costs it a tenth of its start and pays nothing back.
        start.Environment["DOTNET_TieredPGO"] = "0";
        Set(start, "Urls", $"http://localhost:{http};https://localhost:{https}");
        Set(start, "Mqtt:Port", mqtt.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set(start, "Mqtt:TlsPort", mqttTls.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set(start, "Mqtt:Address", "127.0.0.1");
        Set(start, "Data:Folder", folder);
        Set(start, "Seed:Password", Password);
        Set(start, "Settings:Messages.PerUser", "100000");
        Set(start, "Settings:Messages.PerConversation", "100000");
        if (connectionString is not null)
        {
            Set(start, "ConnectionStrings:ChatApp", connectionString);

            // The shared test cluster flushes nothing, which would keep the program from being ready.
            Set(start, "Data:AcceptDataLoss", "true");
        }

        foreach (var (key, value) in settings)
        {
            Set(start, key, value);
        }

        var program = new ChatAppProcess(start, folder, dataFolder is null, http, https, mqtt, mqttTls);
        program.Listen();
        try
        {
            await program.WaitUntilReadyAsync(cancellationToken);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the program as a loss of power would: nothing is flushed and nobody is told.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Whether it has ended, by whomever.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Waits until it has ended.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Starts the program again after its end: same folder, same ports.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="fault">Where it is to end itself, as <c>before-commit:37</c>; see <c>FaultPoints</c>.</param>
    public async Task StartAgainAsync(CancellationToken cancellationToken, string? fault = null)
    {
        _process.Dispose();
        _start.Environment.Remove("CHATAPP_FAULT");
        if (fault is not null)
        {
            _start.Environment["CHATAPP_FAULT"] = fault;
        }

        _process = Process.Start(_start)!;
        Listen();
        await WaitUntilReadyAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(DataFolder, recursive: true);
        }
    }

    private static void Set(ProcessStartInfo start, string key, string value) => start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;

    internal static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    internal static string ProgramPath([CallerFilePath] string thisFile = "")
    {
        // The build that the tests belong to: the folder names of the configuration and the framework are those of the tests' own.
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
        return Path.Combine(root, "ChatApp.Web", "bin", build.Parent!.Name, build.Name, "ChatApp.Web.dll");
    }

    private void Listen()
    {
        void Add(object sender, DataReceivedEventArgs line)
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        }

        _process.OutputDataReceived += Add;
        _process.ErrorDataReceived += Add;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartTime);
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The program ended with {_process.ExitCode}:\n{Output}");
            }

            try
            {
                using var answer = await Http.GetAsync("/health/ready", patience.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The program was not ready in time:\n{Output}", late);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }
}
