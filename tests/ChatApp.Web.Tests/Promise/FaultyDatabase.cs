using System.Diagnostics;
using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Promise;

/// <summary>A program over a PostgreSQL of its own, which tests freeze and starve; on a small disk where one may be mounted.</summary>
public sealed class FaultyDatabase : IAsyncLifetime
{
    private const int DiskMegabytes = 300;

    private readonly string _folder = Directory.CreateTempSubdirectory("chatapp-disk-").FullName;
    private ChatAppProcess? _program;
    private PrivateCluster? _cluster;

    public ChatAppProcess Program => _program!;

    public PrivateCluster Cluster => _cluster!;

    /// <summary>Where the database's small disk is mounted; <see langword="null"/> where this user may mount none.</summary>
    public string? Disk { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Disk = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m,mode=0755", "chatapp-test", _folder) ? _folder : null;
        _cluster = await PrivateCluster.StartNewAsync(cancellationToken, Path.Combine(_folder, "database"));
        _program = await ChatAppProcess.StartAsync(_cluster.ConnectionString, dataFolder: null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        if (Disk is not null)
        {
            await RunAsync("umount", _folder);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }
}
