using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatApp.Core.Delivery;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Transports;

/// <summary>Behind a proxy that tells the clients' addresses: those are what is counted, limited, logged and shown.</summary>
public sealed class ProxyProtocolTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_address_of_a_connection_is_its_clients()
    {
        await using var server = await StartAsync();
        var alice = await server.AddUserAsync("alice");
        var device = await server.SignInAsync(alice);

        using var client = await server.OpenAsync(Token);
        Assert.Equal([0x20, 0x02, 0x00, 0x00], await AskAsync(client, "203.0.113.7", SocketBytes.Connect(device)));

        Assert.Equal("203.0.113.7", Assert.Single(server.Get<DeliveryService>().List()).Address);
    }

    [Fact]
    public async Task Who_is_no_known_proxy_and_who_sends_no_header_is_cut()
    {
        await using var strangers = await StartAsync("198.51.100.0/24");
        var device = await strangers.SignInAsync(await strangers.AddUserAsync("alice"));
        using var stranger = await strangers.OpenAsync(Token);
        Assert.Empty(await AskAsync(stranger, "203.0.113.7", SocketBytes.Connect(device)));

        await using var server = await StartAsync();
        using var direct = await server.OpenAsync(Token);
        Assert.Empty(await AskAsync(direct, address: null, SocketBytes.Connect(device)));
        using var half = await server.OpenAsync(Token);
        await half.GetStream().WriteAsync("PROXY TCP4 "u8.ToArray(), Token);
        Assert.Equal(0, await half.GetStream().ReadAsync(new byte[1], Token));
    }

    [Fact]
    public async Task P16_an_address_has_so_many_connections_and_no_more_and_others_are_let_in()
    {
        await using var server = await StartAsync(limits: limits => limits.MaxConnectionsPerAddress = 3);
        var device = await server.SignInAsync(await server.AddUserAsync("alice"));
        var crowd = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            var client = await server.OpenAsync(Token);
            crowd.Add(client);
            await client.GetStream().WriteAsync(Header("203.0.113.7"), Token);
        }

        await UntilAsync(server, "203.0.113.7", 3);
        using (var fourth = await server.OpenAsync(Token))
        {
            Assert.Empty(await AskAsync(fourth, "203.0.113.7", SocketBytes.Connect(device)));
        }

        using (var other = await server.OpenAsync(Token))
        {
            Assert.Equal([0x20, 0x02, 0x00, 0x00], await AskAsync(other, "203.0.113.8", SocketBytes.Connect(device)));
        }

        crowd[0].Dispose();
        await UntilAsync(server, "203.0.113.7", 2);
        using var again = await server.OpenAsync(Token);
        Assert.Equal([0x20, 0x02, 0x00, 0x00], await AskAsync(again, "203.0.113.7", SocketBytes.Connect(device)));
        crowd.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Failed_logins_ban_the_clients_address_and_not_the_proxys()
    {
        await using var server = await StartAsync(limits: limits => limits.FailedHandshakesPerMinute = 3);
        var device = await server.SignInAsync(await server.AddUserAsync("alice"));
        for (var i = 0; i < 3; i++)
        {
            using var guess = await server.OpenAsync(Token);
            Assert.Equal([0x20, 0x02, 0x00, 0x05], await AskAsync(guess, "203.0.113.7", SocketBytes.Connect((device.Session, "wrong"))));
        }

        using var banned = await server.OpenAsync(Token);
        using var other = await server.OpenAsync(Token);
        Assert.Empty(await AskAsync(banned, "203.0.113.7", SocketBytes.Connect(device)));
        Assert.Equal([0x20, 0x02, 0x00, 0x00], await AskAsync(other, "203.0.113.9", SocketBytes.Connect(device)));
    }

    private Task<BridgeServer> StartAsync(string proxies = "127.0.0.0/8", Action<ChatApp.MqttBridge.Mqtt.MqttLimits>? limits = null)
        => BridgeServer.StartAsync(
            database,
            Token,
            options =>
            {
                options.ConnectTimeout = TimeSpan.FromSeconds(1);
                limits?.Invoke(options);
            },
            [System.Net.IPNetwork.Parse(proxies)]);

    private static byte[] Header(string address) => Encoding.ASCII.GetBytes($"PROXY TCP4 {address} 198.51.100.1 51234 1883\r\n");

    // Four bytes, or fewer when the server closes.
    private static async Task<byte[]> AskAsync(TcpClient client, string? address, byte[] connect)
    {
        await client.GetStream().WriteAsync(address is null ? connect : [.. Header(address), .. connect], Token);
        return await SocketBytes.ReadAsync(client.GetStream(), 4, Token);
    }

    private static async Task UntilAsync(BridgeServer server, string address, int count)
    {
        var gate = server.Get<ChatApp.MqttBridge.Transports.ConnectionGate>();
        while (gate.CountOf(IPAddress.Parse(address)) != count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Token);
        }
    }
}
