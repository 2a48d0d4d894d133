using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ChatApp.Testing.Program;
using ChatApp.Web.Tests.Support;
using Xunit;

namespace ChatApp.Web.Tests.Mqtt;

/// <summary>MQTT over TLS and WebSockets, with clients of others and with bytes of our own.</summary>
public sealed class TransportTests(RunningProgram program) : IDisposable
{
    private static readonly byte[] PingReq = [0xC0, 0x00];

    private readonly string _certificate = Path.Combine(Path.GetTempPath(), $"chatapp-test-{Guid.NewGuid():N}.pem");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_certificate);

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Mosquittos_clients_send_and_receive_over_TLS(string version)
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var bob = await Staff.AddAsync(program, Token);
        WriteCertificate();
        await using var inbox = LineClient.Mosquitto(
            program.Program.MqttTlsPort, version, (bob.Id.Value, "d", bob.Token), "chat/inbox", "-q", "1", "--cafile", _certificate);

        var (exit, error) = await LineClient.RunAsync(
            "mosquitto_pub", Token, "-h", "127.0.0.1", "-p", program.Program.MqttTlsPort.ToString(CultureInfo.InvariantCulture), "-V", version, "-i", "d",
            "-u", alice.Id.Value, "-P", alice.Token, "--cafile", _certificate, "-t", "chat/send", "-q", "1", "-m", Text(bob, "over TLS"));

        Assert.True(exit == 0, error);
        await inbox.WaitForAsync(line => line.GetProperty("text").GetString() == "over TLS", 1, Token);
    }

    [Theory]
    [InlineData("mqtt", 4)]
    [InlineData("mqtt", 5)]
    [InlineData("mqtts", 4)]
    [InlineData("mqtts", 5)]
    [InlineData("ws", 4)]
    [InlineData("ws", 5)]
    [InlineData("wss", 4)]
    [InlineData("wss", 5)]
    public async Task Mqtt_js_sends_and_receives_over_every_transport(string scheme, int version)
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var bob = await Staff.AddAsync(program, Token);
        WriteCertificate();
        var server = program.Program;
        var url = scheme switch
        {
            "mqtt" => $"mqtt://127.0.0.1:{server.MqttPort}",
            "mqtts" => $"mqtts://localhost:{server.MqttTlsPort}",
            "ws" => $"ws://localhost:{server.Address.Port}/mqtt",
            _ => $"wss://localhost:{server.SecureAddress.Port}/mqtt",
        };
        await using var receiver = LineClient.MqttJs(url, version, (bob.Id.Value, "d", bob.Token), _certificate, "chat/inbox");
        await receiver.WaitForAsync(IsConnected, 1, Token);
        await using var sender = LineClient.MqttJs(url, version, (alice.Id.Value, "d", alice.Token), _certificate, "chat/result");
        await sender.WaitForAsync(IsConnected, 1, Token);

        // More than a frame of the client, and several reads of the server.
        var text = new string('语', 7_000);
        await sender.WriteAsync(new { publish = "chat/send", payload = Text(bob, text), qos = 2 });

        await sender.WaitForAsync(line => line.TryGetProperty("published", out _), 1, Token);
        var received = await receiver.WaitForAsync(line => line.TryGetProperty("topic", out var topic) && topic.GetString() == "chat/inbox", 1, Token);
        Assert.Equal(text, JsonDocument.Parse(received[0].GetProperty("payload").GetString()!).RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public async Task MQTT_6_0_0_2_packets_may_span_frames_and_a_frame_may_hold_several()
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var socket = await OpenAsync("mqtt");
        Assert.Equal("mqtt", socket.SubProtocol);
        var connect = Connect(alice);
        foreach (var one in connect)
        {
            await socket.SendAsync(new[] { one }, WebSocketMessageType.Binary, endOfMessage: true, Token);
        }

        Assert.Equal([0x20, 0x02, 0x00, 0x00], await ReceiveAsync(socket, 4));
        await socket.SendAsync(PingReq.Concat(PingReq).Concat(PingReq).ToArray(), WebSocketMessageType.Binary, endOfMessage: true, Token);
        Assert.Equal([0xD0, 0x00, 0xD0, 0x00, 0xD0, 0x00], await ReceiveAsync(socket, 6));

        // Fragments of one message, as the protocol of WebSockets has them.
        await socket.SendAsync(PingReq.AsMemory(0, 1), WebSocketMessageType.Binary, endOfMessage: false, Token);
        await socket.SendAsync(PingReq.AsMemory(1), WebSocketMessageType.Binary, endOfMessage: true, Token);
        Assert.Equal([0xD0, 0x00], await ReceiveAsync(socket, 2));

        await socket.SendAsync(new byte[] { 0xE0, 0x00 }, WebSocketMessageType.Binary, endOfMessage: true, Token);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[8], Token)).MessageType);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task MQTT_6_0_0_1_a_frame_of_text_ends_the_connection()
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var socket = await OpenAsync("mqtt");
        await socket.SendAsync(Connect(alice), WebSocketMessageType.Binary, endOfMessage: true, Token);
        await ReceiveAsync(socket, 4);

        await socket.SendAsync(PingReq, WebSocketMessageType.Text, endOfMessage: true, Token);

        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[8], Token)).MessageType);
    }

    [Fact]
    public async Task H07_another_sub_protocol_and_another_sites_page_are_refused_before_the_upgrade()
    {
        Assert.Equal(HttpStatusCode.BadRequest, await RefusedAsync("chat"));
        Assert.Equal(HttpStatusCode.BadRequest, await RefusedAsync(null));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync("mqtt", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync("mqtt", "null"));
        using var plain = await program.Program.Http.GetAsync("/mqtt", Token);
        Assert.Equal(HttpStatusCode.BadRequest, plain.StatusCode);
        using var own = await OpenAsync("mqtt", program.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task S04_a_revoked_session_closes_its_WebSocket_within_a_second()
    {
        using var alice = await Staff.AddAsync(program, Token);
        using var socket = await OpenAsync("mqtt");
        await socket.SendAsync(Connect(alice), WebSocketMessageType.Binary, endOfMessage: true, Token);
        await ReceiveAsync(socket, 4);

        (await alice.Http.DeleteAsync("/api/v1/sessions/current", Token)).EnsureSuccessStatusCode();

        var last = await socket.ReceiveAsync(new byte[64], Token).WaitAsync(TimeSpan.FromSeconds(1), Token);
        Assert.Equal(WebSocketMessageType.Close, last.MessageType);
    }

    [Fact]
    public async Task P21_old_versions_of_TLS_and_other_hosts_are_refused()
    {
        Assert.True(await HandshakeAsync("localhost", SslProtocols.Tls12));
        Assert.True(await HandshakeAsync("localhost", SslProtocols.Tls13));
        Assert.False(await HandshakeAsync("wrong.example", SslProtocols.Tls13));
#pragma warning disable SYSLIB0039, CA5397
        Assert.False(await HandshakeAsync("localhost", SslProtocols.Tls));
        Assert.False(await HandshakeAsync("localhost", SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
    }

    [Fact]
    public async Task P22_bytes_of_another_protocol_close_the_connection()
    {
        using var alice = await Staff.AddAsync(program, Token);
        byte[] hello = [0x16, 0x03, 0x01, 0x00, 0xC8, 0x01, 0x00, 0x00, 0xC4, 0x03, 0x03];
        var http = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.Empty(await AnswerAsync(program.Program.MqttPort, http));
        Assert.Empty(await AnswerAsync(program.Program.MqttPort, hello));
        Assert.DoesNotContain<byte>(0x20, (await AnswerAsync(program.Program.MqttTlsPort, Connect(alice))).Take(1));
        Assert.StartsWith("HTTP/1.1 400", Encoding.ASCII.GetString(await AnswerAsync(program.Address.Port, Connect(alice))), StringComparison.Ordinal);
    }

    // Made by the program itself, so nobody else vouches for it.
    private static bool IsOwn(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        => certificate?.Subject == "CN=ChatApp on this machine";

    private static bool IsConnected(JsonElement line) => line.TryGetProperty("state", out var state) && state.GetString() == "connected";

    private static string Text(Staff to, string text)
        => JsonSerializer.Serialize(new { clientId = Guid.NewGuid(), to = new { type = 0, id = to.Id.Value }, kind = "text", text });

    // A CONNECT of 3.1.1 with a clean session.
    private static byte[] Connect(Staff device)
    {
        byte[] body =
        [
            0x00, 0x04, .. "MQTT"u8, 0x04, 0xC2, 0x00, 0x3C, 0x00, 0x01, (byte)'d',
            0x00, (byte)device.Id.Value.Length, .. Encoding.ASCII.GetBytes(device.Id.Value),
            0x00, (byte)device.Token.Length, .. Encoding.ASCII.GetBytes(device.Token),
        ];
        return [0x10, (byte)body.Length, .. body];
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, int count)
    {
        var bytes = new byte[count];
        var received = 0;
        while (received < count)
        {
            var part = await socket.ReceiveAsync(bytes.AsMemory(received), Token);
            Assert.Equal(WebSocketMessageType.Binary, part.MessageType);
            received += part.Count;
        }

        return bytes;
    }

    private static async Task<byte[]> AnswerAsync(int port, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        await client.GetStream().WriteAsync(bytes, Token);
        using var answer = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(answer, Token).WaitAsync(TimeSpan.FromSeconds(5), Token);
        }
        catch (IOException)
        {
            // Reset: closed all the same.
        }

        return answer.ToArray();
    }

    private async Task<bool> HandshakeAsync(string host, SslProtocols version)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, program.Program.MqttTlsPort, Token);
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = host, EnabledSslProtocols = version, RemoteCertificateValidationCallback = IsOwn }, Token);

            // With 1.3 the client is done before the server has judged.
            await tls.WriteAsync(PingReq, Token);
            return await tls.ReadAsync(new byte[1], Token) == 0;
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            return false;
        }
    }

    private async Task<ClientWebSocket> OpenAsync(string subProtocol, string? origin = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(subProtocol);
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(new UriBuilder(program.Address) { Scheme = "ws", Path = "/mqtt" }.Uri, Token);
        return socket;
    }

    private async Task<HttpStatusCode> RefusedAsync(string? subProtocol, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (subProtocol is not null)
        {
            socket.Options.AddSubProtocol(subProtocol);
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(program.Address) { Scheme = "ws", Path = "/mqtt" }.Uri, Token));
        return socket.HttpStatusCode;
    }

    private void WriteCertificate()
    {
        var file = Directory.EnumerateFiles(program.Program.DataFolder, "https.pfx", SearchOption.AllDirectories).Single();
        using var own = X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
        File.WriteAllText(_certificate, own.ExportCertificatePem());
    }
}
