using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatApp.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace ChatApp.Web.Tests.Api;

public sealed class OpenApiTests(RunningProgram program)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_names_every_endpoint_of_the_API_and_nothing_else()
    {
        var document = await DocumentAsync();
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));

        var mapped = Endpoints.All
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {Plain(endpoint)}"));

        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_an_answer()
    {
        var document = await DocumentAsync();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.True(operation.Value.TryGetProperty("operationId", out _), path.Name);
                Assert.True(operation.Value.TryGetProperty("summary", out _), path.Name);
                Assert.Contains(operation.Value.GetProperty("responses").EnumerateObject(), response => response.Name.StartsWith('2'));
            }
        }
    }

    [Theory]
    [InlineData("/api/v1/users/me", "/api/v1/users/me")]
    [InlineData("/api/v1/users/bob", "/api/v1/users/{id}")]
    [InlineData("/api/v1/users?q=bo", "/api/v1/users")]
    [InlineData("/api/v1/conversations", "/api/v1/conversations")]
    [InlineData("/api/v1/conversations/0/bob/messages?limit=3", "/api/v1/conversations/{type}/{id}/messages")]
    [InlineData("/api/v1/conversations/0/bob/draft", "/api/v1/conversations/{type}/{id}/draft")]
    [InlineData("/api/v1/conversations/0/bob/marks", "/api/v1/conversations/{type}/{id}/marks")]
    [InlineData("/api/v1/presence?user=bob", "/api/v1/presence")]
    [InlineData("/api/v1/scheduled-messages", "/api/v1/scheduled-messages")]
    [InlineData("/api/v1/reminders", "/api/v1/reminders")]
    [InlineData("/api/v1/settings", "/api/v1/settings")]
    [InlineData("/api/v1/conversations/0/bob/changes", "/api/v1/conversations/{type}/{id}/changes")]
    [InlineData("/api/v1/conversations/0/bob/pins", "/api/v1/conversations/{type}/{id}/pins")]
    [InlineData("/api/v1/stars", "/api/v1/stars")]
    [InlineData("/api/v1/search?q=the", "/api/v1/search")]
    [InlineData("/api/v1/conversations/0/bob/tabs/links", "/api/v1/conversations/{type}/{id}/tabs/{tab}")]
    [InlineData("/api/v1/friends", "/api/v1/friends")]
    [InlineData("/api/v1/friends/requests", "/api/v1/friends/requests")]
    public async Task An_answer_is_what_the_document_says(string address, string path)
    {
        using var alice = await program.SignInAsync("alice");
        var document = await DocumentAsync();
        var answer = await alice.GetAsync(address, Token);

        var schema = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");

        AssertFits(document, schema, answer, address);
    }

    [Fact]
    public async Task A_refusal_is_a_problem_with_the_errors_name()
    {
        using var alice = await program.SignInAsync("alice");

        using var answer = await alice.Http.GetAsync("/api/v1/users/nobody-at-all", Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("NotFound", (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"clientId":"6f1c1f0e-0b0f-4c3e-9a51-2a50f0a1d001","to":{"type":0,"id":"bob"},"text":"a","text":"b"}""")]
    [InlineData("""{"clientId":1,"to":"bob"}""")]
    public async Task H09_a_body_that_is_no_send_is_a_400_with_a_code(string body)
    {
        using var alice = await program.SignInAsync("alice");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await alice.Http.PostAsync("/api/v1/messages", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).TryGetProperty("code", out _));
    }

    [Fact]
    public async Task H09_fields_that_are_not_the_senders_to_set_are_ignored()
    {
        using var alice = await program.SignInAsync("alice");
        using var answer = await alice.Http.PostAsJsonAsync(
            "/api/v1/messages",
            new { clientId = Guid.NewGuid(), to = new { type = 0, id = "carol" }, kind = "text", text = "hi", senderId = "admin", sender = "admin", sequence = 9999, isAdmin = true },
            Token);
        answer.EnsureSuccessStatusCode();

        var page = await alice.GetAsync("/api/v1/conversations/0/carol/messages?limit=1", Token);

        Assert.Equal("alice", page.GetProperty("messages")[0].GetProperty("sender").GetString());
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var alice = await program.SignInAsync("alice");
        using var content = new StringContent(new string(' ', (1024 * 1024) + 1), System.Text.Encoding.UTF8, "application/json");

        using var answer = await alice.Http.PostAsync("/api/v1/messages", content, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    private static string Plain(RouteEndpoint endpoint)
        => "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":int", string.Empty, StringComparison.Ordinal).Replace(":long", string.Empty, StringComparison.Ordinal).Replace(":guid", string.Empty, StringComparison.Ordinal);

    private static void AssertFits(JsonElement document, JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object when schema.TryGetProperty("properties", out var properties):
                Assert.All(value.EnumerateObject(), field => Assert.True(properties.TryGetProperty(field.Name, out _), $"{place}.{field.Name} is not in the document."));
                foreach (var field in value.EnumerateObject())
                {
                    AssertFits(document, properties.GetProperty(field.Name), field.Value, $"{place}.{field.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.All(value.EnumerateArray(), item => AssertFits(document, schema.GetProperty("items"), item, $"{place}[]"));
                break;
            default:
                break;
        }
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var alice = await program.SignInAsync("alice");
        return await alice.GetAsync("/openapi/v1.json", Token);
    }
}
