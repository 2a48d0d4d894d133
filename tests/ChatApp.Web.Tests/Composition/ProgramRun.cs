using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChatApp.Testing.Program;

namespace ChatApp.Web.Tests.Composition;

/// <summary>The built program with whatever configuration a test gives it, whether it comes up or not.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(90);

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Process _process;

    private ProgramRun(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}");
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>Starts the program and does not wait for it.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="environment">Development, Production …</param>
    /// <param name="settings">Command line arguments, as <c>--Mqtt:Port=0</c>; they win over those of the test.</param>
    public static ProgramRun Start(string folder, string environment, params string[] settings)
        => Start(folder, environment, [], ChatAppProcess.ProgramPath(), settings);

    /// <summary>Starts another copy of the program through another program, as <c>setpriv</c>.</summary>
    public static ProgramRun Start(string folder, string environment, IReadOnlyList<string> through, string program, params string[] settings)
    {
        var port = ChatAppProcess.FreePort();
        string[] command =
        [
            .. through, "dotnet", program, $"--Urls=http://127.0.0.1:{port}", "--Mqtt:Port=0", $"--Data:Folder={folder}", .. settings,
        ];
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        var run = new ProgramRun(Process.Start(start)!, port);
        run._process.OutputDataReceived += (_, line) => Add(run._output, line.Data);
        run._process.ErrorDataReceived += (_, line) => Add(run._errors, line.Data);
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Waits for the program to end by itself; its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestRun);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until a path is answered with a status.</summary>
    public async Task<string> AnswersAsync(string path, HttpStatusCode status, TimeSpan within, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(within);
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync(path, patience.Token);
                if (answer.StatusCode == status)
                {
                    return await answer.Content.ReadAsStringAsync(patience.Token);
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }
            catch (Exception late) when (late is OperationCanceledException or HttpRequestException && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{path} was not answered with {status}:\n{Output}\n{Errors}", late);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30), cancellationToken);
        }
    }

    public Task<string> ReadyAsync(CancellationToken cancellationToken) => AnswersAsync("/health/ready", HttpStatusCode.OK, LongestRun, cancellationToken);

    /// <summary>Waits until the program has printed something.</summary>
    public async Task<Match> PrintedAsync(Regex what, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestRun);
        while (true)
        {
            if (what.Match(Output) is { Success: true } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
        }
    }

    /// <summary>Asks the program to stop, as systemd does; its exit code.</summary>
    public async Task<int> TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
        return await ExitAsync(cancellationToken);
    }

    /// <summary>Ends the program as a loss of power would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            await TerminateAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
