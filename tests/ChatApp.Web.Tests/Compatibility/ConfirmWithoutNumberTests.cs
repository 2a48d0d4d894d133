using ChatApp.Testing.Databases;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Authentication;
using Xunit;

namespace ChatApp.Web.Tests.Compatibility;

/// <summary>A server that lets clients of the app-server API be confirmed without the number.</summary>
public sealed class ConfirmWithoutNumberTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_holds_for_codes_of_the_API_and_never_for_those_of_the_page()
    {
        await using var program = await ChatAppProcess.StartAsync(
            database.ConnectionString, dataFolder: null, Token, ("QrLogin:AllowConfirmWithoutNumber", "true"));
        using var phone = await new AppServerClient(program.Address).LogInAsync("alice", Token);
        using var pc = new AppServerClient(program.Address);
        var (_, session) = await pc.PostAsync("/pc_session", new { clientId = "pc", platform = 3 }, Token);
        var code = session.GetProperty("token").GetString()!;
        await phone.PostAsync($"/scan_pc/{code}", body: null, Token);
        Assert.Equal(0, (await phone.PostAsync("/confirm_pc", new { token = code, quick_login = 0 }, Token)).Code);
        Assert.Equal(0, (await pc.PostAsync($"/session_login/{code}", body: null, Token)).Code);

        using var browser = new TestBrowser(program.Address);
        var page = (await browser.CreateQrAsync(Token)).GetProperty("code").GetString()!;
        await phone.PostAsync($"/scan_pc/{page}", body: null, Token);
        Assert.Equal(15, (await phone.PostAsync("/confirm_pc", new { token = page }, Token)).Code);
    }
}
