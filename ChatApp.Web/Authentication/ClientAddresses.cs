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

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
