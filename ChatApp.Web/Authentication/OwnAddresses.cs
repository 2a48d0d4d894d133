using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ChatApp.Core.QrLogin;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ChatApp.Web.Authentication;

/// <summary>Knows by which hosts this server is reached.</summary>
internal sealed class OwnAddresses(IServer server) : IOwnAddresses
{
    /// <summary>The addresses of this machine that others on its networks can reach.</summary>
    public static IReadOnlyList<IPAddress> Reachable()
        => [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(entry => entry.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork)
            .Distinct()];

    public bool IsOwn(string authority, string? requested)
    {
        if (string.Equals(authority, requested, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return Uri.TryCreate($"http://{authority}", UriKind.Absolute, out var link)
            && IsThisMachine(link.Host)
            && Ports().Contains(link.Port);
    }

    /// <summary>The address to open this page at from another device, or <see langword="null"/> when it is that already or there is none.</summary>
    public string? ForOtherDevices(HostString requested)
    {
        if (!IsLoopback(requested.Host))
        {
            return null;
        }

        var secure = Listening().FirstOrDefault(address => address.Scheme == "https" && !IsLoopback(address.Host));
        return secure is not null && Reachable() is [var first, ..] ? $"https://{first}:{secure.Port}" : null;
    }

    private static bool IsThisMachine(string host)
        => IsLoopback(host)
            || string.Equals(host, Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && Reachable().Contains(address));

    private static bool IsLoopback(string host)
        => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private IEnumerable<int> Ports() => Listening().Select(address => address.Port);

    private IEnumerable<Uri> Listening()
        => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            .Select(address => address.Replace("//+", "//0.0.0.0", StringComparison.Ordinal).Replace("//*", "//0.0.0.0", StringComparison.Ordinal))
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null)
            .OfType<Uri>();
}
