using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;

namespace ChatApp.Web.Tests.Support;

/// <summary>A person with roles and a session, made for one test straight in the tables.</summary>
public sealed class Staff : IDisposable
{
    private Staff(UserId id, string token, Uri address)
    {
        Id = id;
        Token = token;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public UserId Id { get; }

    public string Token { get; }

    public HttpClient Http { get; }

    /// <summary>Makes somebody; without a role somebody like everybody.</summary>
    public static async Task<Staff> AddAsync(RunningProgram program, CancellationToken cancellationToken, params string[] roles)
    {
        var people = program.People;
        var id = await people.AddAsync("staff", cancellationToken);
        foreach (var role in roles)
        {
            await people.RunAsync("insert into roles (id, name, normalized_name) values ($1, $1, upper($1)) on conflict do nothing", cancellationToken, role);
            await people.RunAsync(
                "insert into user_roles (user_id, role_id) select $1, id from roles where name = $2", cancellationToken, id.Value, role);
        }

        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await people.RunAsync(
            """
            insert into sessions (id, token_hash, user_id, kind, platform, device, device_name, address, created_at, last_seen_at, expires_at, idle_limit, idle_expires_at, proof, proved_at)
            values ($1, $2, $3, 1, 7, 'd', 'Test', '127.0.0.1', now(), now(), now() + interval '1 day', interval '1 day', now() + interval '1 day', 2, now())
            """,
            cancellationToken,
            Guid.NewGuid(),
            SHA256.HashData(Encoding.UTF8.GetBytes(token)),
            id.Value);
        return new Staff(id, token, program.Address);
    }

    /// <summary>Connects to the hub of administrators.</summary>
    public Task<HubClient> ConnectAsync(CancellationToken cancellationToken) => HubClient.ConnectAsync(Http.BaseAddress!, "/hubs/admin", Token, cancellationToken);

    /// <summary>The status of a page as a browser asks for it.</summary>
    public async Task<HttpStatusCode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(path, cancellationToken);
        return answer.StatusCode;
    }

    public void Dispose() => Http.Dispose();
}
