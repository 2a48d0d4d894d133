using System.Net;
using ChatApp.Core.Kernel;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ChatApp.Web.Composition;

/// <summary>
/// Opens every port of the program in one place. Endpoints added in code silence <c>Urls</c>, and the bridge's must be added in code:
/// so the addresses of <c>Urls</c> are opened here too.
/// </summary>
internal static class Listeners
{
    private const string DefaultUrls = "http://localhost:5080;https://0.0.0.0:5443";
    private const int HeaderSeconds = 10;

    /// <summary>Opens the addresses of <c>Urls</c> and the bridge's ports.</summary>
    /// <param name="builder">The host that is being built.</param>
    /// <param name="dataFolder">Where a development certificate is kept.</param>
    /// <param name="useMqtt">Makes an endpoint speak MQTT, behind these proxies and with TLS.</param>
    /// <exception cref="StartupException">The configuration asks for what is not possible or not safe.</exception>
    public static void UseListeners(
        this WebApplicationBuilder builder,
        string dataFolder,
        Action<ListenOptions, IReadOnlyList<System.Net.IPNetwork>?, Action<ListenOptions>?> useMqtt)
    {
        var configuration = builder.Configuration;
        var urls = configuration["Urls"];
        var addresses = ListenAddress.Parse(string.IsNullOrWhiteSpace(urls) ? DefaultUrls : urls);
        var proxies = KnownProxies(configuration);
        RefusePlainHttp(addresses, builder.Environment, behindProxy: proxies is not null);
        var mqtt = MqttListener.From(configuration, builder.Environment, hasHttps: addresses.Any(address => address.IsHttps));
        builder.Services.AddSingleton(mqtt);
        var mqttProxies = configuration.GetValue("Mqtt:ProxyProtocol", defaultValue: false)
            ? proxies ?? throw new StartupException("Mqtt:ProxyProtocol is on, and Proxy:Known names nobody who may speak it.")
            : null;

        // Kestrel would warn at every start that it ignores them, though they are opened below.
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, string.Empty);
        builder.Services.AddSingleton(provider => new HttpsCertificate(
            configuration, HttpsCertificate.OfHttps, dataFolder, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HttpsCertificate>>()));
        builder.Services.AddKeyedSingleton(HttpsCertificate.OfMqtt, (provider, section) => configuration["Mqtt:Certificate"] is { Length: > 0 }
            ? ActivatorUtilities.CreateInstance<HttpsCertificate>(provider, configuration, (string)section!, dataFolder)
            : provider.GetRequiredService<HttpsCertificate>());

        // What a socket brings is handled by the thread that was woken for it, not by another one (ADR 0012).
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(HeaderSeconds);
            foreach (var address in addresses)
            {
                address.Open(kestrel, endpoint =>
                {
                    if (address.IsHttps)
                    {
                        var certificate = endpoint.ApplicationServices.GetRequiredService<HttpsCertificate>();
                        certificate.Load();
                        endpoint.UseHttps(https => https.ServerCertificateSelector = (_, _) => certificate.Current);
                    }
                });
            }

            mqtt.Open(kestrel, ownTransport: configuration["Mqtt:Transport"] != MqttListener.Sockets, (endpoint, secure) => useMqtt(endpoint, mqttProxies, secure));
        });

        if (proxies is not null)
        {
            builder.Services.Configure<ForwardedHeadersOptions>(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
                options.KnownProxies.Clear();
                options.KnownIPNetworks.Clear();
                foreach (var proxy in proxies)
                {
                    options.KnownIPNetworks.Add(proxy);
                }
            });
        }
    }

    /// <summary>Believes forwarded headers where <c>Proxy:Known</c> names who may send them, and nowhere else.</summary>
    public static void UseKnownProxies(this WebApplication app)
    {
        if (KnownProxies(app.Configuration) is not null)
        {
            app.UseForwardedHeaders();
        }
    }

    private static IReadOnlyList<System.Net.IPNetwork>? KnownProxies(IConfiguration configuration)
    {
        var section = configuration.GetSection("Proxy:Known");
        var texts = section.Value is { } value
            ? value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. section.GetChildren().Select(child => child.Value ?? string.Empty)];
        return texts.Length == 0 ? null : [.. texts.Select(ParseProxy)];
    }

    private static System.Net.IPNetwork ParseProxy(string text)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new StartupException($"Proxy:Known: {text} is neither an address nor a network. Examples: 10.0.0.7, 10.0.0.0/24");
    }

    private static void RefusePlainHttp(IEnumerable<ListenAddress> addresses, IHostEnvironment environment, bool behindProxy)
    {
        if (environment.IsDevelopment() || behindProxy)
        {
            return;
        }

        if (addresses.FirstOrDefault(address => !address.IsHttps && !address.IsLoopback) is { } plain)
        {
            throw new StartupException(
                $"Urls: http://{plain.Host}:{plain.Port} would carry passwords in plain text. "
                + "Use https, listen on localhost, or name the proxy in front with Proxy:Known.");
        }
    }
}
