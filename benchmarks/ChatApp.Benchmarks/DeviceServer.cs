using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Data.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ChatApp.Benchmarks;

/// <summary>The program under load over a database that the benchmark owns, with signed-in devices whose tokens it knows.</summary>
internal sealed class DeviceServer : IAsyncDisposable
{
    private const int People = 2_000;

    private const string SessionsSql = """
        insert into sessions (id, token_hash, user_id, kind, platform, device, device_name, address, created_at, last_seen_at, expires_at, idle_limit, idle_expires_at)
        select gen_random_uuid(), hash, user_id, 1, 7, device, device, '127.0.0.1', now(), now(), now() + interval '30 days', interval '30 days', now() + interval '30 days'
        from unnest($1::bytea[], $2::text[], $3::text[]) as new (hash, user_id, device)
        """;

    private readonly DirectoryInfo _folder;
    private readonly EmbeddedPostgres _postgres;

    private DeviceServer(DirectoryInfo folder, EmbeddedPostgres postgres, NpgsqlDataSource database, ServerUnderLoad program)
    {
        _folder = folder;
        _postgres = postgres;
        Database = database;
        Program = program;
    }

    public ServerUnderLoad Program { get; }

    public NpgsqlDataSource Database { get; }

    /// <param name="more">Further settings, as the command line takes them.</param>
    public static async Task<DeviceServer> StartAsync(params IEnumerable<string> more)
    {
        var folder = new DirectoryInfo($"/var/tmp/chatapp-devices-{Environment.ProcessId}");
        var options = new EmbeddedPostgresOptions { DataFolder = folder.FullName };
        var postgres = await EmbeddedPostgres.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var program = await ServerUnderLoad.StartAsync([$"--ConnectionStrings:ChatApp={postgres.ConnectionString}", .. more]);
        return new DeviceServer(folder, postgres, NpgsqlDataSource.Create(postgres.ConnectionString), program);
    }

    /// <summary>Signs devices in, spread over the people.</summary>
    public async Task<IReadOnlyList<Device>> AddDevicesAsync(int count, string name)
    {
        Device[] devices =
        [
            .. Enumerable.Range(0, count).Select(i => new Device(
                string.Create(CultureInfo.InvariantCulture, $"u{i % People}"),
                string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"),
                Convert.ToHexString(RandomNumberGenerator.GetBytes(16)))),
        ];
        await using var command = Database.CreateCommand(SessionsSql);
        command.Parameters.Add(new NpgsqlParameter { Value = devices.Select(device => SHA256.HashData(Encoding.UTF8.GetBytes(device.Token))).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = devices.Select(device => device.User).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = devices.Select(device => device.Id).ToArray() });
        await command.ExecuteNonQueryAsync();
        return devices;
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Database.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
