using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using ChatApp.Core.Kernel;
using ChatApp.MqttBridge;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ChatApp.Web.Composition;

/// <summary>Where MQTT is answered.</summary>
/// <param name="Plain">Where without TLS, or <see langword="null"/>.</param>
/// <param name="Secure">Where with TLS, or <see langword="null"/>.</param>
internal sealed record MqttListener(IPEndPoint? Plain, IPEndPoint? Secure)
{
    /// <summary>The value of <c>Mqtt:Transport</c> that leaves plain connections to Kestrel.</summary>
    public const string Sockets = "sockets";

    /// <summary>The value of <c>Mqtt:Transport</c> that means the bridge's own transport, where the machine has what it needs.</summary>
    public const string Loop = "loop";

    private const int DefaultPort = 1883;
    private const int DefaultTlsPort = 8883;

    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(5);

    /// <summary>Reads the configuration.</summary>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="environment">Only in Development are there ports that nobody asked for.</param>
    /// <param name="hasHttps">Whether there is a certificate anyway.</param>
    /// <exception cref="StartupException">The configuration asks for what is not possible.</exception>
    public static MqttListener From(IConfiguration configuration, IHostEnvironment environment, bool hasHttps)
    {
        var address = IPAddress.Loopback;
        if (configuration["Mqtt:Address"] is { Length: > 0 } host && !IPAddress.TryParse(host, out address))
        {
            throw new StartupException($"Mqtt:Address: {host} is no IP address. Use 127.0.0.1 for this machine only, or 0.0.0.0 for every address.");
        }

        var plain = Port(configuration, "Mqtt:Port", environment.IsDevelopment() ? DefaultPort : 0);
        var secure = Port(configuration, "Mqtt:TlsPort", environment.IsDevelopment() && plain != 0 && hasHttps ? DefaultTlsPort : 0);
        return new MqttListener(plain == 0 ? null : new IPEndPoint(address!, plain), secure == 0 ? null : new IPEndPoint(address!, secure));
    }

    /// <summary>Opens the ports.</summary>
    /// <param name="kestrel">The web server.</param>
    /// <param name="ownTransport">Whether plain connections go over the bridge's own transport (ADR 0015).</param>
    /// <param name="useMqtt">Makes an endpoint speak MQTT, with TLS.</param>
    public void Open(KestrelServerOptions kestrel, bool ownTransport, Action<ListenOptions, Action<ListenOptions>?> useMqtt)
    {
        if (Plain is not null)
        {
            kestrel.ListenForMqtt(Plain, ownTransport, endpoint => useMqtt(endpoint, null));
        }

        if (Secure is not null)
        {
            kestrel.Listen(Secure, endpoint =>
            {
                var certificate = endpoint.ApplicationServices.GetRequiredKeyedService<HttpsCertificate>(HttpsCertificate.OfMqtt);
                certificate.Load();
                useMqtt(endpoint, behind => behind.UseHttps(new TlsHandshakeCallbackOptions
                {
                    HandshakeTimeout = HandshakePatience,
                    OnConnection = hello => ValueTask.FromResult(Answer(hello, certificate)),
                }));
            });
        }
    }

    private static SslServerAuthenticationOptions Answer(TlsHandshakeCallbackContext hello, HttpsCertificate source)
    {
        var certificate = source.Current!;

        // Who asks for another host has the wrong one before them, and would not believe the certificate.
        if (hello.ClientHelloInfo.ServerName is { Length: > 0 } name && !certificate.MatchesHostname(name))
        {
            throw new AuthenticationException("The certificate is not for the host that the client asks for.");
        }

        return new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            AllowRenegotiation = false,
        };
    }

    private static int Port(IConfiguration configuration, string key, int otherwise)
    {
        if (configuration[key] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new StartupException($"{key}: {text} is no port. Use 1 to 65535, or 0 for none.");
    }
}
