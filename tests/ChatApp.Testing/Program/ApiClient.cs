using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ChatApp.Testing.Program;

/// <summary>A signed-in device that uses the HTTP API.</summary>
public sealed class ApiClient : IDisposable
{
    private ApiClient(string user, string token, string device, Uri address)
    {
        User = user;
        Token = token;
        Device = device;
        Http = new HttpClient { BaseAddress = address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string User { get; }

    /// <summary>The bearer token, which is the MQTT password too.</summary>
    public string Token { get; }

    /// <summary>The device the token was issued for: the MQTT client id.</summary>
    public string Device { get; }

    public HttpClient Http { get; }

    /// <summary>Signs a demo account in on a new device.</summary>
    public static async Task<ApiClient> SignInAsync(Uri address, string user, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = address };
        var device = $"test-{Guid.NewGuid():N}";
        using var answer = await http.PostAsJsonAsync(
            "/api/v1/sessions", new { userName = user, password = ChatAppProcess.Password, deviceId = device, platform = 7 }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new ApiClient(session.GetProperty("userId").GetString()!, session.GetProperty("token").GetString()!, device, address);
    }

    /// <summary>Sends a text; the answer's JSON.</summary>
    public async Task<JsonElement> SendAsync(int type, string id, string text, CancellationToken cancellationToken, Guid? clientId = null)
    {
        using var answer = await Http.PostAsJsonAsync(
            "/api/v1/messages", new { clientId = clientId ?? Guid.NewGuid(), to = new { type, id }, kind = "text", text }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
        => await Http.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    public void Dispose() => Http.Dispose();
}
