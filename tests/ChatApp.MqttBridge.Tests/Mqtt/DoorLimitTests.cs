using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatApp.Core.Conversations;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Tests.Support;
using ChatApp.Testing.Databases;
using Microsoft.AspNetCore.Hosting;

namespace ChatApp.MqttBridge.Tests.Mqtt;

/// <summary>What one person, one address and everybody together may ask of the door.</summary>
public sealed class DoorLimitTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4, ReasonCode.ServerUnavailable)]
    [InlineData(5, ReasonCode.QuotaExceeded)]
    public async Task A_person_has_so_many_connections_and_a_known_device_comes_back_all_the_same(int level, object reason)
    {
        await using var host = new BridgeHost(database, limits => limits.MaxConnectionsPerUser = 2);
        var version = (MqttVersion)level;
        var alice = await host.AddUserAsync("alice");
        await using var first = await host.ConnectAsync(alice, version, "one");
        await using var second = await host.ConnectAsync(alice, version, "two");
        var (third, token) = await host.SignInAsync(alice, "three");

        await using var refused = host.Open(version);
        await refused.SendAsync(MqttClient.Connect(version, third.Device.Value, alice.Value, token));
        Assert.Equal(reason, (await refused.ReceiveAsync<ConnackPacket>()).Reason);

        var (again, fresh) = await host.SignInAsync(alice, "two");
        await using var taken = host.Open(version);
        await taken.ConnectAsync(again, fresh);
        await using var other = await host.ConnectAsync(await host.AddUserAsync("bob"), version);
    }

    [Theory]
    [InlineData(4, ReasonCode.ServerUnavailable)]
    [InlineData(5, ReasonCode.ServerBusy)]
    public async Task L01_who_would_wait_too_long_for_a_login_is_told_that_the_server_is_busy_and_is_not_banned(int level, object reason)
    {
        await using var host = new BridgeHost(database, limits =>
        {
            limits.LoginsPerSecond = 1;
            limits.MaxLoginWait = TimeSpan.FromSeconds(1);
        });
        var version = (MqttVersion)level;
        var alice = await host.AddUserAsync("alice");
        var devices = new List<(ChatApp.Core.Sessions.Session Session, string Token)>();
        for (var i = 0; i < 3; i++)
        {
            devices.Add(await host.SignInAsync(alice, $"d{i}"));
        }

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        await using var first = host.Open(version);
        await first.ConnectAsync(devices[0].Session, devices[0].Token);
        await using var one = host.Open(version);
        await one.SendAsync(MqttClient.Connect(version, "d1", alice.Value, devices[1].Token));
        await using var other = host.Open(version);
        await other.SendAsync(MqttClient.Connect(version, "d2", alice.Value, devices[2].Token));

        // Two came for the one turn there is to wait for, and either may have been first: who was not hears so at once, while the other waits.
        Task<ConnackPacket>[] answers = [one.ReceiveAsync<ConnackPacket>(), other.ReceiveAsync<ConnackPacket>()];
        var early = await Task.WhenAny(answers);
        var waited = answers.Single(answer => answer != early);

        Assert.Equal(reason, (await early).Reason);
        Assert.Equal(ReasonCode.Success, (await waited).Reason);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task L01_P16_logins_that_wait_for_the_store_are_no_half_open_connections_and_all_get_in_when_it_answers(int level)
    {
        const int Devices = 12;
        await using var host = new BridgeHost(database, limits =>
        {
            limits.MaxHalfOpen = 4;
            limits.MaxLoginsUnderWay = 2;
        });
        var version = (MqttVersion)level;
        var devices = new List<(ChatApp.Core.Sessions.Session Session, string Token)>();
        for (var i = 0; i < Devices; i++)
        {
            devices.Add(await host.SignInAsync(await host.AddUserAsync("u"), $"d{i}"));
        }

        var clients = new List<MqttClient>();
        await using (var holder = await database.DataSource.OpenConnectionAsync(Token))
        await using (var held = await holder.BeginTransactionAsync(Token))
        {
            await using var command = holder.CreateCommand();
            command.CommandText = "lock table sessions in access exclusive mode";
            await command.ExecuteNonQueryAsync(Token);
            foreach (var (session, token) in devices)
            {
                clients.Add(host.Open(version));
                await clients[^1].SendAsync(MqttClient.Connect(version, session.Device.Value, session.User.Value, token));
            }

            await held.RollbackAsync(Token);
        }

        foreach (var client in clients)
        {
            Assert.Equal(ReasonCode.Success, (await client.ReceiveAsync<ConnackPacket>()).Reason);
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task L01_after_a_restart_everybody_is_back_soon_and_nobody_is_lost()
    {
        const int Devices = 300;
        await using var server = await BridgeServer.StartAsync(database, Token, limits => limits.LoginsPerSecond = 100);
        var devices = new List<(ChatApp.Core.Sessions.Session Session, string Token)>();
        for (var i = 0; i < Devices; i++)
        {
            devices.Add(await server.SignInAsync(await server.AddUserAsync("u"), $"d{i}"));
        }

        var started = Stopwatch.GetTimestamp();
        var clients = await Task.WhenAll(devices.Select(async device =>
        {
            var client = await server.OpenAsync(Token);
            await client.GetStream().WriteAsync(SocketBytes.Connect(device), Token);
            return client;
        }));
        foreach (var client in clients)
        {
            Assert.Equal([0x20, 0x02, 0x00, 0x00], await SocketBytes.ReadAsync(client.GetStream(), 4, Token));
        }

        // A hundred at once and two hundred at their rate; no faster, and not much slower.
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(30));
        Array.ForEach(clients, client => client.Dispose());
    }

    [Fact]
    public async Task P16_five_hundred_TLS_hellos_that_never_end_do_not_keep_a_good_client_out()
    {
        using var certificate = Certificate();
        await using var server = await BridgeServer.StartAsync(
            database, Token, limits => limits.MaxHalfOpen = 100, secure: listen => listen.UseHttps(certificate));
        var device = await server.SignInAsync(await server.AddUserAsync("alice"));
        var half = new List<TcpClient>();
        for (var i = 0; i < 500; i++)
        {
            var client = await server.OpenAsync(Token);
            await client.GetStream().WriteAsync(new byte[] { 0x16, 0x03, 0x01, 0x02, 0x00, 0x01 }, Token);
            half.Add(client);
        }

        var started = Stopwatch.GetTimestamp();
        using var good = await server.OpenAsync(Token);
        await using var tls = new SslStream(good.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == certificate.Subject },
            Token);
        await tls.WriteAsync(SocketBytes.Connect(device), Token);
        Assert.Equal([0x20, 0x02, 0x00, 0x00], await SocketBytes.ReadAsync(tls, 4, Token));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(1));

        // The oldest had to go for those who came later.
        Assert.Empty(await SocketBytes.ReadAsync(half[0].GetStream(), 1, Token).WaitAsync(TimeSpan.FromSeconds(2), Token));
        half.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task L05_a_flood_of_typing_is_told_once(int level)
    {
        await using var host = new BridgeHost(database);
        var alice = await host.AddUserAsync("alice");
        var bob = await host.AddUserAsync("bob");
        await using var writer = await host.ConnectAsync(alice, (MqttVersion)level);
        await using var reader = await host.ConnectAsync(bob, (MqttVersion)level);
        await reader.SubscribeAsync(("chat/events", QoS.AtMostOnce), ("chat/inbox", QoS.AtMostOnce));
        var typing = System.Text.Encoding.UTF8.GetBytes($$"""{"to":{"type":0,"id":"{{bob}}"},"kind":"typing"}""");
        await writer.SendTextAsync(ConversationTarget.Person(bob), "before");
        await reader.ReceiveJsonAsync("chat/inbox");

        for (var i = 0; i < 10; i++)
        {
            await writer.SendAsync([.. Enumerable.Range(0, 100).Select(_ => MqttClient.Publish(typing, QoS.AtMostOnce))]);
        }

        Assert.Equal("typing", (string?)(await reader.ReceiveJsonAsync("chat/events"))["event"]);
        await writer.SendTextAsync(ConversationTarget.Person(bob), "after");
        Assert.Equal("after", (string?)(await reader.ReceiveJsonAsync("chat/inbox"))["text"]);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
