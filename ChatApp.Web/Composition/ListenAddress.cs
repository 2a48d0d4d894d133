using System.Net;
using ChatApp.Core.Kernel;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ChatApp.Web.Composition;

/// <summary>One address of <c>Urls</c>.</summary>
/// <param name="IsHttps">Whether it speaks TLS.</param>
/// <param name="Host">As it was written: <c>localhost</c>, an IP address, or anything else for all addresses.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
internal sealed record ListenAddress(bool IsHttps, string Host, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IsLocalhost || (IPAddress.TryParse(Bare, out var address) && IPAddress.IsLoopback(address));

    private bool IsLocalhost => string.Equals(Host, "localhost", StringComparison.OrdinalIgnoreCase);

    private string Bare => Host.Trim('[', ']');

    /// <summary>Reads the addresses of <c>Urls</c>, separated by semicolons.</summary>
    /// <exception cref="StartupException">One cannot be understood; the message says which.</exception>
    public static IReadOnlyList<ListenAddress> Parse(string urls)
        => [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseOne)];

    /// <summary>Opens it.</summary>
    public void Open(KestrelServerOptions kestrel, Action<ListenOptions> configure)
    {
        if (IsLocalhost && Port != 0)
        {
            kestrel.ListenLocalhost(Port, configure);
        }
        else if (IsLocalhost)
        {
            // Both loopback addresses cannot be given the same port by chance.
            kestrel.Listen(IPAddress.Loopback, Port, configure);
        }
        else if (IPAddress.TryParse(Bare, out var address))
        {
            kestrel.Listen(address, Port, configure);
        }
        else
        {
            kestrel.ListenAnyIP(Port, configure);
        }
    }

    private static ListenAddress ParseOne(string url)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Misunderstood(url, "it is not an address");
        }

        if (binding.Scheme is not ("http" or "https"))
        {
            throw Misunderstood(url, "it is neither http nor https");
        }

        if (binding.PathBase.Length > 0)
        {
            throw Misunderstood(url, "it has a path");
        }

        return binding.IsUnixPipe || binding.IsNamedPipe
            ? throw Misunderstood(url, "sockets of files are not supported")
            : new ListenAddress(binding.Scheme == "https", binding.Host, binding.Port);
    }

    private static StartupException Misunderstood(string url, string why)
        => new($"Urls: {url} cannot be listened on: {why}. An example: http://localhost:5080;https://0.0.0.0:5443");
}
