using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Authentication;

/// <summary>The program that the tests of sign-in share, with the demo's people.</summary>
public sealed class SignInProgram : IAsyncLifetime
{
    private readonly PostgresDatabase _database = new();

    public ChatAppProcess Program { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        Program = await ChatAppProcess.StartAsync(
            _database.ConnectionString,
            dataFolder: null,
            TestContext.Current.CancellationToken,
            ("QrLogin:CreatesPerAddress", "1000"),
            ("QrLogin:CreatesPerNetwork", "1000"),
            ("QrLogin:ScansPerUser", "1000"),
            ("SignIn:TriesPerAddress", "1000"),
            ("Api:WritesPerSecond", "1000"),
            ("Api:WriteBurst", "1000"),
            ("Settings:Login.SecondFactorForAdmins", "true"));
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await _database.DisposeAsync();
    }
}
