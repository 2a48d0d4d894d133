using System.Net;

namespace ChatApp.Core.QrLogin;

/// <summary>Guesses from two addresses whether two devices are in one place.</summary>
public static class Neighbourhood
{
    private const int NetworkBytesOfVersion4 = 3;
    private const int NetworkBytesOfVersion6 = 8;

    /// <summary>Whether two addresses are probably of the same machine, household or office.</summary>
    public static bool AreNear(string first, string second)
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
        var network = left.Length == 4 ? NetworkBytesOfVersion4 : NetworkBytesOfVersion6;
        return left.Length == right.Length && left.AsSpan(0, network).SequenceEqual(right.AsSpan(0, network));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
