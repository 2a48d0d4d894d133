using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

[assembly: AssemblyFixture(typeof(RunningProgram))]

namespace ChatApp.Web.Tests.Support;

/// <summary>One running program for every test that does not need one of its own. Tests make their own people and groups in it.</summary>
public sealed class RunningProgram : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();
    private ChatAppProcess? _program;

    public ChatAppProcess Program => _program!;

    public Uri Address => Program.Address;

    public ChatApp.Testing.People People => new(_database.DataSource);

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _program = await ChatAppProcess.StartAsync(_database.ConnectionString, dataFolder: null, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    /// <summary>Signs a demo account in on a new device.</summary>
    public Task<ApiClient> SignInAsync(string user) => ApiClient.SignInAsync(Address, user, TestContext.Current.CancellationToken);
}
