using ChatApp.Data.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatApp.Testing.Databases;

/// <summary>A durable PostgreSQL of one test alone, which it may stop and start: an outside database as users have one.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatapp-cluster-").FullName;
    private EmbeddedPostgres? _server;

    /// <summary>How to reach it; stays the same over a stop and a start.</summary>
    public string ConnectionString { get; private set; } = string.Empty;

    public static async Task<PrivateCluster> StartNewAsync(CancellationToken cancellationToken)
    {
        var cluster = new PrivateCluster();
        await cluster.StartAsync(cancellationToken);
        return cluster;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = new EmbeddedPostgresOptions { DataFolder = _folder };
        _server = await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, cancellationToken);
        ConnectionString = _server.ConnectionString;
    }

    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
