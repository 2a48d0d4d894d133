using System.Net;

namespace ChatApp.Web.Authentication;

/// <summary>The address a request came from, as it is kept and shown.</summary>
internal static class ClientAddresses
{
    public static string Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return address is null ? "?" : Plain(address).ToString();
    }

    /// <summary>Whether two addresses are probably in one place: the same machine, household or office.</summary>
    public static bool SameNetwork(string first, string second)
    {
        if (!IPAddress.TryParse(first, out var a) || !IPAddress.TryParse(second, out var b))
        {
            return false;
        }

        if (IPAddress.IsLoopback(a) && IPAddress.IsLoopback(b))
        {
            return true;
        }

        var left = Plain(a).GetAddressBytes();
        var right = Plain(b).GetAddressBytes();
        return left.Length == right.Length && left.AsSpan(0, left.Length == 4 ? 3 : 8).SequenceEqual(right.AsSpan(0, left.Length == 4 ? 3 : 8));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
