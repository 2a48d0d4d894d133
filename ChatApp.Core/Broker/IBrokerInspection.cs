using ChatApp.Core.Delivery;

namespace ChatApp.Core.Broker;

/// <summary>Looks into the broker of this node for those who administer it. Connections are those of the list of live connections.</summary>
public interface IBrokerInspection
{
    /// <summary>What went over a connection; <see langword="null"/> when it is none of MQTT, or has ended.</summary>
    ConnectionTraffic? FindTraffic(ConnectionInfo connection);

    /// <summary>What a connection subscribes to, by filter; <see langword="null"/> when it is none of MQTT, or has ended.</summary>
    IReadOnlyList<ClientSubscription>? ListSubscriptions(ConnectionInfo connection);

    /// <summary>Ends a connection, which a client of 5.0 is told was an administrator's act; whether there was one.</summary>
    bool Disconnect(ConnectionInfo connection);

    /// <summary>Topics with a retained message that begin with a text, by name, after one; at most <paramref name="limit"/>.</summary>
    IReadOnlyList<RetainedTopic> ListRetained(string prefix, string? after, int limit);

    /// <summary>Removes a retained message, durably; whether there was one.</summary>
    Task<bool> RemoveRetainedAsync(string topic, CancellationToken cancellationToken);
}
