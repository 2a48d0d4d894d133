using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Promise;

/// <summary>What a client may do that knows too little, or the wrong time.</summary>
public sealed class RetryTests(RunningProgram running)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task P2_O02_a_client_whose_acknowledgement_was_lost_sends_again_and_gets_the_same_message()
    {
        using var alice = await running.SignInAsync("alice");
        var clientId = Guid.NewGuid();
        await SendAndHangUpAsync(alice, $$"""{"clientId":"{{clientId}}","to":{"type":0,"id":"wangfang"},"kind":"text","text":"lost"}""");
        var stored = await FindAsync(alice, clientId);

        var again = await alice.SendAsync(0, "wangfang", "lost", Token, clientId);

        Assert.Equal(stored.GetProperty("messageId").GetString(), again.GetProperty("messageId").GetString());
        Assert.Equal(stored.GetProperty("sequence").GetInt64(), again.GetProperty("sequence").GetInt64());
    }

    [Theory]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("2099-12-31T23:59:59Z")]
    public async Task O10_the_servers_clock_rules_however_wrong_the_senders_is(string sentAt)
    {
        using var alice = await running.SignInAsync("alice");
        var clientId = Guid.CreateVersion7(DateTimeOffset.Parse(sentAt, System.Globalization.CultureInfo.InvariantCulture));
        var before = TimeProvider.System.GetUtcNow();
        var earlier = await alice.SendAsync(0, "wangfang", "earlier", Token);
        await SendAndHangUpAsync(alice, $$"""{"clientId":"{{clientId}}","to":{"type":0,"id":"wangfang"},"kind":"text","text":"now","sentAt":"{{sentAt}}"}""");
        var stored = await FindAsync(alice, clientId);

        var hour = TimeSpan.FromHours(1);
        Assert.InRange(stored.GetProperty("sentAt").GetDateTimeOffset(), before - hour, before + hour);
        Assert.Equal(earlier.GetProperty("sequence").GetInt64() + 1, stored.GetProperty("sequence").GetInt64());
    }

    // The request arrives whole, and nobody is there for the answer.
    private async Task SendAndHangUpAsync(ApiClient device, string body)
    {
        using var tcp = new TcpClient { LingerState = new LingerOption(enable: false, seconds: 0) };
        await tcp.ConnectAsync("localhost", running.Address.Port, Token);
        var request = $"POST /api/v1/messages HTTP/1.1\r\nHost: localhost:{running.Address.Port}\r\nAuthorization: Bearer {device.Token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        await tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request), Token);

        // Hanging up before it is read would cancel the request: the first byte of the answer says that it was carried out.
        await tcp.GetStream().ReadExactlyAsync(new byte[1], Token);
    }

    private static async Task<JsonElement> FindAsync(ApiClient device, Guid clientId)
    {
        var page = await device.GetAsync("/api/v1/conversations/0/wangfang/messages?limit=20", Token);
        return Assert.Single(page.GetProperty("messages").EnumerateArray(), message => message.GetProperty("clientId").GetGuid() == clientId);
    }
}
