using System.Globalization;
using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;

namespace ChatApp.Checker.Faults;

/// <summary>What is under test, and what faults can be made in: the program, its database, and the network before it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private Stage(PrivateCluster cluster, ChatAppProcess program)
    {
        Cluster = cluster;
        Program = program;
        Http = new TcpProxy(program.Address.Port);
        Mqtt = new TcpProxy(program.MqttPort);
    }

    public PrivateCluster Cluster { get; }

    public ChatAppProcess Program { get; }

    /// <summary>Before the port of HTTP and the hub.</summary>
    public TcpProxy Http { get; }

    /// <summary>Before the port of MQTT.</summary>
    public TcpProxy Mqtt { get; }

    public static async Task<Stage> SetAsync(CancellationToken cancellationToken)
    {
        var cluster = await PrivateCluster.StartNewAsync(cancellationToken);
        try
        {
            return new Stage(cluster, await ChatAppProcess.StartAsync(cluster.ConnectionString, dataFolder: null, cancellationToken));
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The place that the program's present life ends at, or <see langword="null"/>.</summary>
    public string? Fault { get; private set; }

    /// <summary>Ends the program's life if it lives, and begins the next one.</summary>
    /// <param name="point">The place to end at, or <see langword="null"/> for none.</param>
    /// <param name="pass">The how manieth pass of that place is the last.</param>
    public async Task StartProgramAgainAsync(string? point, int pass)
    {
        if (!Program.HasExited)
        {
            await Program.KillAsync();
        }

        Fault = point;
        try
        {
            await Program.StartAgainAsync(CancellationToken.None, point is null ? null : $"{point}:{pass.ToString(CultureInfo.InvariantCulture)}");
        }
        catch (InvalidOperationException) when (Program.HasExited && point is not null)
        {
            // Clients that had waited for it drove it to its place before it could say that it was ready.
        }
        catch (TimeoutException)
        {
            // The database was frozen or down nearly all the time. That was a life too, and the next one may have more luck.
        }
    }

    /// <summary>Waits until the program and its database serve again.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var answer = await Program.Http.GetAsync("/health/ready", cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!Program.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        await Mqtt.DisposeAsync();
        await Program.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
