using System.Data.Common;
using System.Net.Sockets;

namespace ChatApp.Core.Kernel;

/// <summary>Tells a store that is away from a fault of ours.</summary>
public static class StoreFaults
{
    /// <summary>Whether trying again later may succeed: the database is down, slow, full or out of connections.</summary>
    // Entity Framework wraps the database's exception, once or twice, when it may pass by itself.
    public static bool IsAway(Exception fault) => fault switch
    {
        DbException { SqlState: { } state } => IsPassing(state),
        DbException or TimeoutException or SocketException or IOException => true,
        { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };

    // Classes of SQLSTATE: 08 connection, 40 rolled back, 53 out of resources, 57 shut down or cancelled, 58 the system's own; 55P03 a lock
    // that was not to be had in time.
    private static bool IsPassing(string state) => state[..2] is "08" or "40" or "53" or "57" or "58" || state == "55P03";
}
