using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Testing.Program;
using Xunit;

namespace ChatApp.Web.Tests.Compatibility;

/// <summary>A client of WildfireChat's app-server API: it keeps the header <c>authToken</c> and no cookies, as its apps do.</summary>
internal sealed class AppServerClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };

    public string? Token { get; set; }

    public async Task<(int Code, JsonElement Result)> PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (Token is not null)
        {
            request.Headers.Add("authToken", Token);
        }

        using var answer = await _http.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        if (answer.Headers.TryGetValues("authToken", out var issued))
        {
            Token = issued.Single();
        }

        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.True(json.TryGetProperty("message", out _));
        return (json.GetProperty("code").GetInt32(), json.TryGetProperty("result", out var result) ? result : default);
    }

    public async Task<AppServerClient> LogInAsync(string user, CancellationToken cancellationToken)
    {
        var (code, _) = await PostAsync(
            "/login_pwd", new { mobile = user, password = ChatAppProcess.Password, clientId = $"phone-{Guid.NewGuid():N}", platform = 2 }, cancellationToken);
        Assert.Equal(0, code);
        return this;
    }

    public void Dispose() => _http.Dispose();
}
