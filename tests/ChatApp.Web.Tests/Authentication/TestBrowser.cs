using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatApp.Testing.Program;

namespace ChatApp.Web.Tests.Authentication;

/// <summary>
/// A browser as far as sign-in needs one: keeps cookies (HttpClient's own jar would not send Secure ones to localhost, as browsers do),
/// sends the Origin of its page, and fills forms with their token.
/// </summary>
public sealed partial class TestBrowser : IDisposable
{
    private readonly HttpClient _http;

    public TestBrowser(Uri address)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        Origin = address.GetLeftPart(UriPartial.Authority);
    }

    public IDictionary<string, string> Cookies { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? Origin { get; set; }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        if (Origin is not null && request.Method != HttpMethod.Get)
        {
            request.Headers.Add("Origin", Origin);
        }

        var answer = await _http.SendAsync(request, cancellationToken);
        foreach (var header in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (header[..header.IndexOf('=', StringComparison.Ordinal)], header.Split(';')[0][(header.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = value;
            }
        }

        return answer;
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
        => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, CancellationToken cancellationToken)
        => SendAsync(new HttpRequestMessage(HttpMethod.Post, path), cancellationToken);

    /// <summary>Posts a form with the token of the page it is on.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(
        string page, string action, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
        => await PostFieldsAsync(action, await FormTokenAsync(page, cancellationToken), cancellationToken, fields);

    /// <summary>The token of the forms of a page.</summary>
    public async Task<string> FormTokenAsync(string page, CancellationToken cancellationToken)
    {
        using var shown = await GetAsync(page, cancellationToken);
        return WebUtility.HtmlDecode(TokenField().Match(await shown.Content.ReadAsStringAsync(cancellationToken)).Groups["token"].Value);
    }

    /// <summary>Posts a form with a token that was read before.</summary>
    public Task<HttpResponseMessage> PostFieldsAsync(
        string action, string token, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
        => SendAsync(
            new HttpRequestMessage(HttpMethod.Post, action)
            {
                Content = new FormUrlEncodedContent(
                    [.. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)), new("__RequestVerificationToken", token)]),
            },
            cancellationToken);

    public Task<HttpResponseMessage> LogInAsync(string user, CancellationToken cancellationToken, string returnUrl = "/")
        => PostFormAsync(
            "/login", "/auth/password", cancellationToken, ("userName", user), ("password", ChatAppProcess.Password), ("returnUrl", returnUrl), ("stay", "true"));

    public async Task<JsonElement> CreateQrAsync(CancellationToken cancellationToken)
    {
        using var created = await PostAsync("/auth/qr", cancellationToken);
        created.EnsureSuccessStatusCode();
        return await created.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public async Task<JsonElement> WatchAsync(string code, string known, CancellationToken cancellationToken)
    {
        using var view = await GetAsync($"/auth/qr/{code}?state={known}", cancellationToken);
        view.EnsureSuccessStatusCode();
        return await view.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex TokenField();
}
