using System.Net;
using ChatApp.Core.SignIn;
using ChatApp.Core.Startup;
using ChatApp.Web.Authentication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ChatApp.Web.Composition;

/// <summary>Prints where the server is and how to get in, once it listens.</summary>
internal sealed class StartupBanner(
    IServer server, DataFolder dataFolder, DemoAccounts demo, StoreReadiness readiness, IHostEnvironment environment, MqttListener mqtt, FirstRun firstRun)
{
    public async Task PrintAsync()
    {
        int[] mqttPorts = [mqtt.Plain?.Port ?? 0, mqtt.Secure?.Port ?? 0];
        var listening = (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []).Select(BindingAddress.Parse).ToList();
        var addresses = listening.Where(address => !mqttPorts.Contains(address.Port)).SelectMany(Expand).Distinct().ToList();
        List<string> text =
        [
            string.Empty,
            "  ChatApp is running.",
            string.Empty,
            .. addresses.Select(address => Line(address.Label, address.Address)),
            .. listening.Where(address => mqttPorts.Contains(address.Port))
                .Select(address => Line(address.Port == mqttPorts[0] ? "MQTT" : "MQTT with TLS", $"{address.Host}:{address.Port}")),
            Line("Data", dataFolder.Path),
            .. DemoLines(),
            .. await FirstRunLinesAsync(addresses.Select(address => address.Address).FirstOrDefault()),
            .. WarningLines(),
            string.Empty,
            "  Ctrl+C stops it.",
            string.Empty,
        ];
        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, text));
    }

    internal static IEnumerable<(string Label, string Address)> Expand(BindingAddress binding)
    {
        if (!IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) || !(ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
        {
            if (binding.Host is not ("*" or "+"))
            {
                yield return (Label(binding.Host), $"{binding.Scheme}://{binding.Host}:{binding.Port}");
                yield break;
            }
        }

        yield return ("Open", $"{binding.Scheme}://localhost:{binding.Port}");
        foreach (var own in OwnAddresses.Reachable())
        {
            yield return ("On your network", $"{binding.Scheme}://{own}:{binding.Port}");
        }
    }

    private static string Label(string host) => host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)) ? "Open" : "On your network";

    private static string Line(string label, string value) => $"  {label,-16} {value}";

    private IEnumerable<string> DemoLines() => demo.UserNames.Count == 0
        ? []
        :
        [
            string.Empty,
            Line("Demo accounts", string.Join(", ", demo.UserNames)),
            Line("Password of all", demo.Password ?? "(as it was when they were made; Seed:Password sets another)"),
        ];

    private IEnumerable<string> WarningLines()
    {
        if (readiness.DurabilityWarning is { } warning)
        {
            yield return string.Empty;
            yield return $"  !! {warning}";
        }

        if (!readiness.IsReady)
        {
            yield return string.Empty;
            yield return $"  !! Not ready: {readiness.Problem} Trying again every second.";
        }
    }

    private async Task<IReadOnlyList<string>> FirstRunLinesAsync(string? address)
    {
        if (!environment.IsProduction() || !readiness.IsReady)
        {
            return [];
        }

        return await firstRun.CreateTokenAsync(CancellationToken.None) is { } token
            ? [string.Empty, "  There is no administrator yet. Make one with this link, which works once:", $"  {address}/setup/{token}"]
            : [];
    }
}
