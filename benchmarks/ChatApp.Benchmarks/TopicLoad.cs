using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ChatApp.Benchmarks;

/// <summary>Runs <c>benchmarks/load/mqttload.c</c> over free topics of a broker.</summary>
internal static class TopicLoad
{
    /// <param name="port">The broker's port.</param>
    /// <param name="processId">The broker's process, whose processor time and memory are read.</param>
    /// <param name="arguments">What to do, as the load generator takes it.</param>
    /// <returns>Its figures by name.</returns>
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(int port, int processId, string arguments)
    {
        using var process = Start(port, processId, arguments);
        return await ReadAsync(process, arguments);
    }

    /// <summary>Begins a run that goes on beside others.</summary>
    public static Process Start(int port, int processId, string arguments)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("MQTTLOAD") ?? "mqttload",
            [.. arguments.Split(' '), "--port", port.ToString(CultureInfo.InvariantCulture), "--pid", processId.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(Process process, string arguments)
    {
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode is not (0 or 3))
        {
            throw new InvalidOperationException($"mqttload {arguments} ended with {process.ExitCode}: {output}");
        }

        using var json = JsonDocument.Parse(output);
        return json.RootElement.EnumerateObject()
            .Where(figure => figure.Value.ValueKind == JsonValueKind.Number)
            .ToDictionary(figure => figure.Name, figure => figure.Value.GetDouble());
    }
}
