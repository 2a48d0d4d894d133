using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Tests.Mqtt.Codec;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

/// <summary>P22: what is not MQTT on the port of MQTT, on real sockets.</summary>
public sealed class NotMqttTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly byte[] Hello = Wire.Hex("16 03 01 00 C8 01 00 00 C4 03 03");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Foreign =>
    [
        "474554202F20485454502F312E310D0A486F73743A206C6F63616C686F73740D0A0D0A", // GET / HTTP/1.1
        "505249202A20485454502F322E300D0A0D0A534D0D0A0D0A", // The preface of HTTP/2
        "16030100C8010000C40303", // A hello of TLS
        "5353482D322E302D4F70656E5353480D0A", // SSH-2.0-OpenSSH
        "0D0A0D0A000D0A515549540A", // The PROXY protocol where none is expected
        "00",
        "FF",
        "101000054D51545454", // CONNECT of "MQTTT", of which the rest never comes
        "1080014141414141", // CONNECT of no protocol
        "100C00064D51497364", // CONNECT of MQTT 3.1, "MQIsdp"
    ];

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task P05_P22_Whatever_is_not_MQTT_is_closed_by_its_first_bytes_without_an_answer(string bytes)
    {
        // Nothing but the bytes themselves may end the connection: no time limit does in the time of this test.
        await using var server = await BridgeServer.StartAsync(database, Token, limits =>
        {
            limits.ConnectTimeout = TimeSpan.FromMinutes(10);
            limits.ConnectBodyTimeout = TimeSpan.FromMinutes(10);
        });

        Assert.Empty(await AnswerAsync(server, Convert.FromHexString(bytes)));
    }

    [Fact]
    public async Task P22_Each_byte_on_its_own_is_judged_as_far_as_it_is_there()
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        using var client = await server.OpenAsync(Token);
        client.NoDelay = true;
        var connect = SocketBytes.Connect(await server.SignInAsync(await server.AddUserAsync("alice")));
        foreach (var one in connect)
        {
            await client.GetStream().WriteAsync(new[] { one }, Token);
        }

        Assert.Equal(Wire.Hex("20 02 00 00"), await SocketBytes.ReadAsync(client.GetStream(), 4, Token));
    }

    [Fact]
    public async Task P16_P22_A_thousand_connections_of_something_else_leave_nothing_behind_and_a_client_is_let_in_at_once()
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var device = await server.SignInAsync(await server.AddUserAsync("alice"));
        var http = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (var i = 0; i < 1_000; i += 50)
        {
            await Task.WhenAll(Enumerable.Range(i, 50).Select(async n => Assert.Empty(await AnswerAsync(server, n % 2 == 0 ? http : Hello))));
        }

        var start = Stopwatch.GetTimestamp();
        using var good = await server.OpenAsync(Token);
        await good.GetStream().WriteAsync(SocketBytes.Connect(device), Token);
        Assert.Equal(Wire.Hex("20 02 00 00"), await SocketBytes.ReadAsync(good.GetStream(), 4, Token));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var links = server.Get<LinkRegistry>();
        while (links.Count > 1)
        {
            await Task.Delay(10, Token);
        }
    }

    private static async Task<byte[]> AnswerAsync(BridgeServer server, byte[] bytes)
    {
        using var client = await server.OpenAsync(Token);
        using var answer = new MemoryStream();
        try
        {
            await client.GetStream().WriteAsync(bytes, Token);
            await client.GetStream().CopyToAsync(answer, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
        }
        catch (IOException reset) when (reset.InnerException is SocketException)
        {
            // Reset, with bytes unread: closed all the same.
        }

        return answer.ToArray();
    }
}
