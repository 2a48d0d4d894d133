using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using ChatApp.Core.Sessions;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>Programs that others wrote, or that are written with what others wrote. Those in C are compiled once for each run.</summary>
internal static class ForeignClients
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly Lazy<Task<string>> LoadGenerator = new(() => CompileAsync("benchmarks/load/mqttload.c", "mqttload"));
    private static readonly Lazy<Task<string>> Paho = new(() => CompileAsync("tests/paho/broker.c", "paho-broker", "-lpaho-mqtt3c"));

    /// <summary>The load generator; its report is one line of JSON.</summary>
    public static async Task<(int ExitCode, string Output)> LoadAsync(params string[] arguments) => await RunAsync(await LoadGenerator.Value, arguments);

    /// <summary>Goes through what a broker does, with the paho C client.</summary>
    public static async Task<(int ExitCode, string Output)> PahoAsync(int port, int level, (Session Session, string Token) one, (Session Session, string Token) other)
        => await RunAsync(await Paho.Value, Arguments(port, level, one, other));

    /// <summary>Goes through what a broker does, with mqtt.js.</summary>
    public static Task<(int ExitCode, string Output)> JavaScriptAsync(
        int port, int level, (Session Session, string Token) one, (Session Session, string Token) other)
        => RunAsync("node", [Path.Combine(Root(), "tests", "js", "topic-client.mjs"), .. Arguments(port, level, one, other)]);

    private static string[] Arguments(int port, int level, (Session Session, string Token) one, (Session Session, string Token) other) =>
    [
        port.ToString(CultureInfo.InvariantCulture), level.ToString(CultureInfo.InvariantCulture), one.Session.User.Value,
        one.Session.Device.Value, one.Token, other.Session.Device.Value, other.Token,
    ];

    private static async Task<string> CompileAsync(string source, string name, params string[] libraries)
    {
        var program = Path.Combine(AppContext.BaseDirectory, name);
        var (exitCode, output) = await RunAsync("cc", ["-O2", "-o", program, Path.Combine(Root(), source), .. libraries]);
        return exitCode == 0 ? program : throw new InvalidOperationException($"{source} does not compile: {output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
