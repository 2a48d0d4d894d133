using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using ChatApp.Web.Hubs;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Authorization;

/// <summary>A01, A02: every method of the hub of people, called by who has nothing to do with the group, by one who left, and by a member.</summary>
public sealed class ChatHubMatrixTests(RunningProgram program)
{
    private const string None = "";
    private const string NotFound = "NotFound";
    private const string NotAMember = "NotAMember";

    // Refusals of sends come in the result, of everything else as an error; what answers with a list of its own is empty for strangers.
    private static readonly Dictionary<string, (string Stranger, string ExMember, string Member, Func<object, object?[]> Arguments)> Methods = new(StringComparer.Ordinal)
    {
        ["Send"] = (NotAMember, NotAMember, None, group => [new { clientId = Guid.NewGuid(), to = group, kind = "text", text = "hi" }]),
        ["CatchUp"] = (NotFound, None, None, group => [group, 0, 10]),
        ["HistoryAt"] = (NotFound, None, None, group => [group, DateTimeOffset.UnixEpoch, 10]),
        ["History"] = (NotFound, None, None, group => [group, null, null, null, 10]),
        ["Search"] = (NotFound, None, None, group => [new { text = "hello", conversation = group }]),
        ["CatchUpAll"] = (None, None, None, group => [new { cursors = new[] { new { conversation = group, after = 0 } } }]),
        ["MarkRead"] = (NotFound, None, None, group => [group, 1]),
        ["MarkUnread"] = (NotFound, None, None, group => [group, 1]),
        ["MarkDelivered"] = (NotFound, None, None, group => [group, 1]),
        ["Typing"] = (NotFound, NotAMember, None, group => [group]),
        ["Changes"] = (NotFound, NotAMember, None, group => [group, 0, 10]),
        ["Edit"] = (NotFound, NotAMember, "Forbidden", group => [group, 1, "other"]),
        ["Versions"] = (NotFound, None, None, group => [group, 1]),
        ["Recall"] = (NotFound, NotAMember, "Forbidden", group => [group, 1]),
        ["React"] = (NotFound, NotAMember, None, group => [group, 1, "👍", true]),
        ["Reactions"] = (NotFound, None, None, group => [group, 1]),
        ["Pin"] = (NotFound, NotAMember, None, group => [group, 1, true]),
        ["Pins"] = (NotFound, None, None, group => [group]),
        ["Star"] = (NotFound, None, None, group => [group, 1, true]),
        ["Stars"] = (None, None, None, _ => [null, 10]),
        ["DeleteForMe"] = (NotFound, None, None, group => [group, new[] { 1 }]),
        ["Clear"] = (NotFound, None, None, group => [group, null]),
        ["Forward"] = (NotFound, None, None, group => [new { from = group, to = Chenwei, items = new[] { new { sequence = 2, clientId = Guid.NewGuid() } } }]),
        ["ForwardMerged"] = (NotFound, None, None, group => [new { clientId = Guid.NewGuid(), from = group, to = Chenwei, sequences = new[] { 2 } }]),
    };

    private static object Chenwei => new { type = 0, id = "chenwei" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Fact]
    public void A01_the_matrix_names_every_method_of_the_hub()
        => Assert.Equal(
            typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(method => method.Name).Except(["OnConnectedAsync", "OnDisconnectedAsync"]).Order(StringComparer.Ordinal),
            Methods.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A01_A02_each_caller_gets_the_answer_of_the_matrix(string method)
    {
        var (stranger, exMember, member, arguments) = Methods[method];
        using var alice = await program.SignInAsync("alice");
        using var made = await alice.Http.PostAsJsonAsync("/api/v1/groups", new { name = "Hub matrix", members = new[] { "bob", "carol" } }, Token);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("groupId").GetString()!;
        await alice.SendAsync(1, id, "hello", Token);
        using (var carol = await program.SignInAsync("carol"))
        {
            (await carol.Http.DeleteAsync($"/api/v1/groups/{id}/members/carol", Token)).EnsureSuccessStatusCode();
        }

        var group = new { type = 1, id };
        Assert.Equal(stranger, await CallAsync("wangfang", method, arguments(group)));
        Assert.Equal(exMember, await CallAsync("carol", method, arguments(group)));
        Assert.Equal(member, await CallAsync("bob", method, arguments(group)));
    }

    private async Task<string> CallAsync(string user, string method, object?[] arguments)
    {
        using var device = await program.SignInAsync(user);
        await using var hub = await HubClient.ConnectAsync(program.Address, "/hubs/chat", device.Token, Token);
        var (result, error) = await hub.InvokeAsync(method, Token, arguments);
        return error ?? (result is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("error", out var refusal) ? refusal.GetString()! : None);
    }
}
