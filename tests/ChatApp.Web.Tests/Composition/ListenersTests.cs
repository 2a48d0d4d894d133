using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Web.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ChatApp.Web.Tests.Composition;

public sealed class ListenersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatapp-listeners-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_addresses_of_Urls_and_the_bridges_port_are_open_together()
    {
        var mqtt = FreePort();
        await using var app = Build(("Urls", "http://127.0.0.1:0;https://127.0.0.1:0"), ("Mqtt:Port", $"{mqtt}"), ("Mqtt:TlsPort", "0"));
        await app.StartAsync(Cancellation);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = IsOwn } });

        var plain = addresses.First(address => address.StartsWith("http://", StringComparison.Ordinal) && !address.EndsWith($":{mqtt}", StringComparison.Ordinal));
        Assert.Equal("hello", await http.GetStringAsync(plain, Cancellation));
        Assert.Equal("hello", await http.GetStringAsync(addresses.First(address => address.StartsWith("https://", StringComparison.Ordinal)), Cancellation));

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, mqtt, Cancellation);
        var buffer = new byte[16];
        var read = await client.GetStream().ReadAsync(buffer, Cancellation);
        Assert.Equal("bridge", Encoding.ASCII.GetString(buffer, 0, read));
    }

    [Fact]
    public async Task The_made_certificate_is_private_names_this_machine_and_is_kept()
    {
        var first = await ThumbprintAsync();
        var second = await ThumbprintAsync();

        Assert.Equal(first, second);
        var file = Path.Combine(_folder, "https.pfx");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("ftp://localhost:1")]
    [InlineData("localhost")]
    [InlineData("http://localhost:5080/path")]
    [InlineData("http://unix:/tmp/x.sock")]
    public void An_address_that_cannot_be_listened_on_is_named(string url)
    {
        var fault = Assert.Throws<StartupException>(() => ListenAddress.Parse($"http://localhost:5080;{url}"));

        Assert.Contains(url, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("http://0.0.0.0:1", false)]
    [InlineData("http://*:1", false)]
    [InlineData("http://chat.example:1", false)]
    public void Loopback_is_told_from_the_rest(string url, bool loopback) => Assert.Equal(loopback, ListenAddress.Parse(url)[0].IsLoopback);

    [Theory]
    [InlineData("Production", "http://0.0.0.0:0", null, false)]
    [InlineData("Production", "http://*:0", null, false)]
    [InlineData("Production", "http://127.0.0.1:0", null, true)]
    [InlineData("Production", "https://0.0.0.0:0", null, true)]
    [InlineData("Production", "http://0.0.0.0:0", "10.0.0.0/8", true)]
    [InlineData("Development", "http://0.0.0.0:0", null, true)]
    public void Plain_HTTP_off_the_machine_needs_a_proxy_in_production(string environment, string urls, string? proxy, bool allowed)
    {
        void Build() => this.Build(("environment", environment), ("Urls", urls), ("Proxy:Known", proxy ?? string.Empty));

        if (allowed)
        {
            Build();
        }
        else
        {
            Assert.Contains("Proxy:Known", Assert.Throws<StartupException>(Build).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task H11_forwarded_headers_are_believed_from_the_known_proxy_only()
    {
        Assert.Equal("203.0.113.9", await SeenAddressAsync("127.0.0.1"));
        Assert.Equal("127.0.0.1", await SeenAddressAsync("10.9.9.9"));
        Assert.Equal("127.0.0.1", await SeenAddressAsync(proxy: null));
    }

    // Signed by itself, so no chain leads to it; its name must fit all the same.
    private static bool IsOwn(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        => errors == SslPolicyErrors.RemoteCertificateChainErrors;

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task<string> SeenAddressAsync(string? proxy)
    {
        await using var app = Build(("Urls", "http://127.0.0.1:0"), ("Mqtt:Port", "0"), ("Proxy:Known", proxy ?? string.Empty));
        await app.StartAsync(Cancellation);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{app.Urls.Single()}/address");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var answer = await http.SendAsync(request, Cancellation);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<string> ThumbprintAsync()
    {
        await using var app = Build(("Urls", "https://127.0.0.1:0"), ("Mqtt:Port", "0"));
        await app.StartAsync(Cancellation);
        var port = new Uri(app.Urls.Single()).Port;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, IsOwn);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Cancellation);
        return tls.RemoteCertificate!.GetCertHashString();
    }

    private WebApplication Build(params (string Key, string Value)[] settings)
    {
        var values = settings.Where(setting => setting.Value.Length > 0).ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = values.GetValueOrDefault("environment") ?? Environments.Development });
        builder.Configuration.AddInMemoryCollection(values);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseListeners(_folder, (endpoint, _, _) => endpoint.Run(async connection =>
        {
            await connection.Transport.Output.WriteAsync("bridge"u8.ToArray());
            await connection.Transport.Output.FlushAsync();
        }));
        var app = builder.Build();
        app.UseKnownProxies();
        app.MapGet("/", () => "hello");
        app.MapGet("/address", (HttpContext context) => context.Connection.RemoteIpAddress!.MapToIPv4().ToString());
        return app;
    }
}
