using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Api;

/// <summary>A program whose limits of calls are so narrow that a slow machine runs into them too.</summary>
public sealed class CallLimitProgram : IAsyncLifetime
{
    public const int Burst = 5;

    private readonly PostgresDatabase _database = new();
    private ChatAppProcess? _program;

    public Uri Address => _program!.Address;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _program = await ChatAppProcess.StartAsync(
            _database.ConnectionString,
            dataFolder: null,
            TestContext.Current.CancellationToken,
            ("Api:WritesPerSecond", "1"),
            ("Api:WriteBurst", $"{Burst}"),
            ("Api:HubCallsPerSecond", "1"),
            ("Api:HubCallBurst", $"{Burst}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        await _database.DisposeAsync();
    }
}
