using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Sessions;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Tests.Mqtt.Codec;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;

namespace ChatApp.MqttBridge.Tests.Mqtt;

/// <summary>What only a real socket and a foreign client show.</summary>
public sealed class SocketTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mqttv311", "0")]
    [InlineData("mqttv311", "1")]
    [InlineData("mqttv311", "2")]
    [InlineData("mqttv5", "0")]
    [InlineData("mqttv5", "1")]
    [InlineData("mqttv5", "2")]
    public async Task MQTT_7_0_0_2_Mosquittos_clients_send_and_receive(string version, string qos)
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var alice = await server.AddUserAsync("alice");
        var bob = await server.AddUserAsync("bob");
        var sender = await server.SignInAsync(alice);
        var receiver = await server.SignInAsync(bob);
        using var subscriber = server.Start("mosquitto_sub", version, receiver, "-t", "chat/inbox", "-q", qos, "-C", "20", "-W", "15");
        await ConnectedAsync(server, 1);
        using var publisher = server.Start("mosquitto_pub", version, sender, "-t", "chat/send", "-q", qos, "-l");

        for (var i = 1; i <= 20; i++)
        {
            await publisher.StandardInput.WriteLineAsync(Encoding.UTF8.GetString(MqttClient.Text(ConversationTarget.Person(bob), $"你好 {i}")));
        }

        publisher.StandardInput.Close();
        await publisher.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        Assert.Equal(0, publisher.ExitCode);
        var lines = (await subscriber.StandardOutput.ReadToEndAsync(Token).WaitAsync(Patience, Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"你好 {i}"), lines.Select(line => (string?)JsonNode.Parse(line)!["text"]));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), lines.Select(line => (long)JsonNode.Parse(line)!["sequence"]!));
        Assert.All(lines, line => Assert.Equal(alice.Value, (string?)JsonNode.Parse(line)!["conversation"]!["id"]));
    }

    [Theory]
    [InlineData("mqttv311", "Connection error: Connection Refused: not authorised.")]
    [InlineData("mqttv5", "Connection error: Not authorized")]
    public async Task A_wrong_token_is_told_to_mosquitto(string version, string told)
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var alice = await server.AddUserAsync("alice");
        var (session, _) = await server.SignInAsync(alice);
        using var publisher = server.Start("mosquitto_pub", version, (session, "wrong"), "-t", "chat/send", "-m", "{}");

        await publisher.WaitForExitAsync(Token).WaitAsync(Patience, Token);

        Assert.NotEqual(0, publisher.ExitCode);
        Assert.Contains(told, await publisher.StandardError.ReadToEndAsync(Token), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task P13_A_refused_subscription_and_topic_are_told_to_mosquitto()
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var alice = await server.AddUserAsync("alice");
        var device = await server.SignInAsync(alice);
        using var subscriber = server.Start("mosquitto_sub", "mqttv5", device, "-t", "#", "-W", "5");
        await subscriber.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        using var publisher = server.Start("mosquitto_pub", "mqttv5", device, "-t", "app/other/x", "-q", "1", "-m", "{}");
        await publisher.WaitForExitAsync(Token).WaitAsync(Patience, Token);

        Assert.Contains("denied", await subscriber.StandardError.ReadToEndAsync(Token), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Not authorized", await publisher.StandardError.ReadToEndAsync(Token), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task P19_A_client_that_falls_silent_is_cut_after_one_and_a_half_keep_alives()
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var alice = await server.AddUserAsync("alice");
        var device = await server.SignInAsync(alice);
        using var client = await server.OpenAsync(Token);
        await ConnectAsync(client, device, keepAlive: 1);
        var start = Stopwatch.GetTimestamp();

        var last = new byte[16];
        var count = await client.GetStream().ReadAtLeastAsync(last, 3, cancellationToken: Token).AsTask().WaitAsync(Patience, Token);

        Assert.Equal(Wire.Hex("E0 01 8D"), last[..count]);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(1.4), TimeSpan.FromSeconds(5));
        Assert.Equal(0, await client.GetStream().ReadAsync(last, Token));
    }

    [Fact]
    public async Task P16_Two_thousand_half_open_connections_do_not_keep_a_good_client_out()
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        var alice = await server.AddUserAsync("alice");
        var device = await server.SignInAsync(alice);
        using (var warmUp = await server.OpenAsync(Token))
        {
            await ConnectAsync(warmUp, device);
        }

        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 2_000; i++)
            {
                idle.Add(await server.OpenAsync(Token));
            }

            // The best of several: the machine has other things to do.
            var best = TimeSpan.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                var start = Stopwatch.GetTimestamp();
                using var good = await server.OpenAsync(Token);
                await ConnectAsync(good, device);
                var elapsed = Stopwatch.GetElapsedTime(start);
                best = elapsed < best ? elapsed : best;
            }

            Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            Assert.InRange(server.Get<LinkRegistry>().Count, 1, 1_001);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000")]
    public async Task P22_HTTP_and_TLS_on_the_plain_port_are_closed(string bytes)
    {
        await using var server = await BridgeServer.StartAsync(database, Token);
        using var client = await server.OpenAsync(Token);

        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes), Token);

        Assert.True(await IsClosedAsync(client));
    }

    [Fact]
    public async Task P15_A_TCP_window_of_zero_delays_nobody_and_the_reader_gets_everything_later()
    {
        const int Messages = 10_000;
        await using var server = await BridgeServer.StartAsync(database, Token);
        var alice = await server.AddUserAsync("alice");
        var bob = await server.AddUserAsync("bob");
        var (_, group) = await server.AddGroupAsync(alice, bob);
        var device = await server.SignInAsync(bob);
        using var slow = await server.OpenAsync(Token);
        await ConnectAsync(slow, device, keepAlive: 600);
        await slow.GetStream().WriteAsync(
            Wire.Write(new SubscribePacket(1, [new TopicSubscription("chat/inbox", QoS.AtMostOnce)], MqttProperties.Empty), MqttVersion.V500), Token);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var slowest = TimeSpan.Zero;

        for (var round = 0; round < Messages / 200; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => SendAsync(server, alice, group, new string('x', 300))));
            var elapsed = Stopwatch.GetElapsedTime(start);
            slowest = elapsed > slowest ? elapsed : slowest;
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 * 1024 * 1024);
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(15)); // 200 messages; a reader that held them up would cost 30 s.
        var reader = System.IO.Pipelines.PipeReader.Create(slow.GetStream());
        var sequence = 0L;
        while (sequence < Messages)
        {
            var read = await reader.ReadAsync(Token).AsTask().WaitAsync(Patience, Token);
            var buffer = read.Buffer;
            while (MqttFrameReader.TryRead(ref buffer, int.MaxValue, out var frame))
            {
                if (MqttPacketReader.Read(frame, MqttVersion.V500, Wire.Limits) is PublishPacket publish)
                {
                    Assert.Equal(++sequence, (long)JsonNode.Parse(System.Buffers.BuffersExtensions.ToArray(publish.Payload))!["sequence"]!);
                }
            }

            Assert.False(read.IsCompleted);
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    [Fact]
    public async Task D09_A_server_that_stops_says_goodbye_within_seconds()
    {
        var server = await BridgeServer.StartAsync(database, Token);
        var alice = await server.AddUserAsync("alice");
        var device = await server.SignInAsync(alice);
        using var client = await server.OpenAsync(Token);
        await ConnectAsync(client, device);

        var stopping = server.StopAsync(Token);
        var last = new byte[16];
        var count = await client.GetStream().ReadAtLeastAsync(last, 3, cancellationToken: Token).AsTask().WaitAsync(Patience, Token);
        await stopping.WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal(Wire.Hex("E0 01 8B"), last[..count]);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task P3_A_hundred_publishers_with_one_message_under_way_each_reach_one_subscriber_in_order()
    {
        const int Publishers = 100;
        const int Each = 20;
        await using var server = await BridgeServer.StartAsync(database, Token);
        var bob = await server.AddUserAsync("bob");
        var alice = await server.AddUserAsync("alice");
        var (_, group) = await server.AddGroupAsync(alice, bob);
        var receiver = await server.SignInAsync(bob);
        using var subscriber = server.Start("mosquitto_sub", "mqttv311", receiver, "-t", "chat/inbox", "-q", "1", "-C", $"{Publishers * Each}", "-W", "60");
        await ConnectedAsync(server, 1);
        var output = subscriber.StandardOutput.ReadToEndAsync(Token);

        await Task.WhenAll(Enumerable.Range(0, Publishers).Select(async publisher =>
        {
            var device = await server.SignInAsync(alice, $"device-{publisher}");
            using var client = await server.OpenAsync(Token);
            await ConnectAsync(client, device, MqttVersion.V311);
            var puback = new byte[4];
            for (ushort i = 1; i <= Each; i++)
            {
                await client.GetStream().WriteAsync(
                    Wire.Write(MqttClient.Publish(MqttClient.Text(group, $"{publisher}-{i}"), identifier: i), MqttVersion.V311), Token);
                await client.GetStream().ReadExactlyAsync(puback, Token);
                Assert.Equal([0x40, 2, 0, (byte)i], puback);
            }
        }));

        var lines = (await output.WaitAsync(TimeSpan.FromSeconds(60), Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(1, Publishers * Each).Select(i => (long)i), lines.Select(line => (long)JsonNode.Parse(line)!["sequence"]!));
    }

    private static async Task ConnectAsync(
        TcpClient client, (Session Session, string Token) device, MqttVersion version = MqttVersion.V500, ushort keepAlive = 60)
    {
        await client.GetStream().WriteAsync(
            Wire.Write(MqttClient.Connect(version, device.Session.Device.Value, device.Session.User.Value, device.Token, keepAlive), version), Token);
        var head = new byte[2];
        await client.GetStream().ReadExactlyAsync(head, Token).AsTask().WaitAsync(Patience, Token);
        var rest = new byte[head[1]];
        await client.GetStream().ReadExactlyAsync(rest, Token).AsTask().WaitAsync(Patience, Token);
        Assert.Equal(0x20, head[0]);
        Assert.Equal(0, rest[1]);
    }

    private static async Task ConnectedAsync(BridgeServer server, int count)
    {
        var start = Stopwatch.GetTimestamp();
        while (server.Get<Core.Delivery.DeliveryService>().Connections < count)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "Nobody connected.");
            await Task.Delay(20, Token);
        }

        // Its SUBSCRIBE follows at once.
        await Task.Delay(200, Token);
    }

    private static async Task<bool> IsClosedAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[16], Token).AsTask().WaitAsync(Patience, Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task SendAsync(BridgeServer server, UserId sender, ConversationTarget to, string text)
    {
        var sent = await server.Get<MessageService>().SendAsync(new MessageDraft(sender, Origin: null, to, Guid.NewGuid(), MessageKind.Text, text), Token);
        Assert.Null(sent.Refusal);
    }
}
