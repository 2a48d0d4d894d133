using System.Globalization;
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
    private const int DefaultMqttPort = 1883;
    private const int HeaderSeconds = 10;

    /// <summary>Opens the addresses of <c>Urls</c> and the bridge's ports.</summary>
    /// <param name="builder">The host that is being built.</param>
    /// <param name="dataFolder">Where a development certificate is kept.</param>
    /// <param name="useMqtt">Makes an endpoint speak MQTT.</param>
    /// <exception cref="StartupException">The configuration asks for what is not possible or not safe.</exception>
    public static void UseListeners(this WebApplicationBuilder builder, string dataFolder, Action<ListenOptions> useMqtt)
    {
        var configuration = builder.Configuration;
        var urls = configuration["Urls"];
        var addresses = ListenAddress.Parse(string.IsNullOrWhiteSpace(urls) ? DefaultUrls : urls);
        var proxies = KnownProxies(configuration);
        RefusePlainHttp(addresses, builder.Environment, behindProxy: proxies is not null);
        var mqtt = MqttEndpoint(configuration, builder.Environment);

        // The bridge's own default knows nothing of Development.
        builder.Services.AddSingleton(new MqttListener(mqtt?.Port ?? 0));

        // Kestrel would warn at every start that it ignores them, though they are opened below.
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, string.Empty);
        builder.Services.AddSingleton(provider => new HttpsCertificate(
            configuration, dataFolder, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HttpsCertificate>>()));

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

            if (mqtt is not null)
            {
                kestrel.Listen(mqtt, useMqtt);
            }
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

    private static IPEndPoint? MqttEndpoint(ConfigurationManager configuration, IHostEnvironment environment)
    {
        var text = configuration["Mqtt:Port"];
        var port = environment.IsDevelopment() ? DefaultMqttPort : 0;
        if (!string.IsNullOrWhiteSpace(text)
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort))
        {
            throw new StartupException($"Mqtt:Port: {text} is no port. Use 1 to 65535, or 0 for none.");
        }

        var address = IPAddress.Loopback;
        if (configuration["Mqtt:Address"] is { Length: > 0 } host && !IPAddress.TryParse(host, out address))
        {
            throw new StartupException($"Mqtt:Address: {host} is no IP address. Use 127.0.0.1 for this machine only, or 0.0.0.0 for every address.");
        }

        return port == 0 ? null : new IPEndPoint(address!, port);
    }
}
