using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Core.Users;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Authorization;

/// <summary>A01: who may invite, and what is asked before.</summary>
public sealed class InvitationMatrixTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // 409 for an administrator: registration is closed here, so an invitation would lead nowhere.
    [Theory]
    [InlineData(null, 403)]
    [InlineData(Roles.Auditor, 403)]
    [InlineData(Roles.Moderator, 403)]
    [InlineData(Roles.Admin, 409)]
    public async Task A01_only_administrators_invite(string? role, int status)
    {
        using var staff = role is null ? await Staff.AddAsync(program, Token) : await Staff.AddAsync(program, Token, role);

        using var answer = await staff.Http.PostAsJsonAsync("/api/v1/admin/invitations", new { reason = "a test" }, Token);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_dangerous_asks_an_administrator_to_prove_who_it_is()
    {
        using var admin = await Staff.AddAsync(program, Token, Roles.Admin);
        await program.People.RunAsync("update sessions set proved_at = now() - interval '16 minutes' where user_id = $1", Token, admin.Id.Value);

        using var answer = await admin.Http.PostAsJsonAsync("/api/v1/admin/invitations", new { reason = "a test" }, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("ProofRequired", (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }
}
