using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ChatApp.Checker.Clients;

/// <summary>A client of the HTTP API. It has no connection that could end, and reads by asking.</summary>
internal sealed class HttpLine : ILine
{
    public const int Page = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly HttpClient _http;

    public HttpLine(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task Closed { get; } = new TaskCompletionSource().Task;

    public bool CatchesUpItself => false;

    public async Task<Answer> SendAsync(Outgoing message, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync("/api/v1/messages", message.Wire, cancellationToken);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return answer.IsSuccessStatusCode ? Answer.Acked(body) : Answer.Refused(body.GetProperty("code").GetString()!);
        }
        catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException or JsonException or IOException or KeyNotFoundException)
        {
            return Answer.Unknown(cut.GetType().Name);
        }
    }

    public async Task<IReadOnlyList<Incoming>?> ReadAfterAsync(Place place, long after, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"/api/v1/conversations/{place.Type}/{place.Id}/messages?after={after}&limit={Page}&line={place.Line}", cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return Incoming.ReadPage(page);
    }

    public async Task MarkReadAsync(Place place, long sequence, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync($"/api/v1/conversations/{place.Type}/{place.Id}/read?line={place.Line}", new { sequence }, cancellationToken);
    }

    /// <summary>Makes a group of the caller and others; its id.</summary>
    public async Task<string> CreateGroupAsync(string name, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("/api/v1/groups", new { name, members }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("groupId").GetString()!;
    }

    /// <summary>Puts a person into a group or takes one out; whether the server said that it was done.</summary>
    public async Task<bool> ChangeMemberAsync(string group, string user, bool joined, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = joined
                ? await _http.PostAsJsonAsync($"/api/v1/groups/{group}/members", new { users = new[] { user } }, cancellationToken)
                : await _http.DeleteAsync($"/api/v1/groups/{group}/members/{user}", cancellationToken);

            // Who is out already is out: the first try was carried out, and only its answer was lost.
            return answer.IsSuccessStatusCode || (!joined && answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden);
        }
        catch (Exception cut) when (Cuts.IsCut(cut))
        {
            return false;
        }
    }

    /// <summary>What the server says is unread, by conversation.</summary>
    public async Task<IReadOnlyList<(Place Place, long Unread)>> ReadUnreadAsync(CancellationToken cancellationToken)
    {
        var list = await _http.GetFromJsonAsync<JsonElement>("/api/v1/conversations", cancellationToken);
        return
        [
            .. from row in list.GetProperty("conversations").EnumerateArray()
               let place = Place.Read(row.GetProperty("conversation"))
               where place is not null
               select (place.Value, row.GetProperty("unread").GetInt64()),
        ];
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
