using System.Net;
using System.Net.Sockets;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

/// <summary>What the program says when it cannot start: one clear line and an exit code.</summary>
public sealed class RefusedStartTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task D14_a_wrong_configuration_ends_the_program_with_a_line_for_each_mistake()
    {
        await using var run = ProgramRun.Start(_folder.Path, "Development", "--Mqtt:Port=many", "--Data:Foldr=/tmp/x");

        Assert.Equal(2, await run.ExitAsync(Cancel));
        Assert.Equal(
            ["Configuration: Mqtt:Port must be a whole number from 0 to 65535, and is 'many'.", "Configuration: Data:Foldr is not a key of ChatApp. Did you mean Data:Folder?"],
            Lines(run.Errors));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task D14_a_port_in_use_ends_the_program_and_its_database_with_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var run = ProgramRun.Start(_folder.Path, "Development", "--Seed:Demo=false", $"--Urls=http://127.0.0.1:{port}");

        Assert.Equal(1, await run.ExitAsync(Cancel));
        var line = Assert.Single(Lines(run.Errors));
        Assert.Contains($"127.0.0.1:{port}", line, StringComparison.Ordinal);
        Assert.Contains("address already in use", line, StringComparison.Ordinal);
        Assert.Null(_folder.ServerProcess);
    }

    [Fact]
    public async Task Plain_HTTP_to_the_network_is_refused_in_production()
    {
        await using var run = ProgramRun.Start(_folder.Path, "Production", "--Urls=http://0.0.0.0:0");

        Assert.Equal(1, await run.ExitAsync(Cancel));
        Assert.Contains("plain text", Assert.Single(Lines(run.Errors)), StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
