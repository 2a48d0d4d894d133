using System.Data.Common;
using System.Net.Sockets;

namespace ChatApp.MqttBridge.Connections;

/// <summary>Tells a store that is away from a fault of ours.</summary>
internal static class StoreFaults
{
    /// <summary>Whether trying again later may succeed: the database is down, slow, or out of connections.</summary>
    // Entity Framework wraps the database's exception in an InvalidOperationException when it may pass by itself.
    public static bool IsAway(Exception fault) => fault switch
    {
        DbException or TimeoutException or SocketException or IOException => true,
        InvalidOperationException { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };
}
