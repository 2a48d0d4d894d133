using ChatApp.Core.Audit;
using ChatApp.Core.Broker;
using ChatApp.Core.Delivery;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Administration;

/// <summary>This node's live connections and the broker's retained topics, for administrators. Without the right everything answers
/// <see cref="ErrorCode.Forbidden"/>.</summary>
public sealed class ConnectionAdministration(DeliveryService delivery, IBrokerInspection broker, AuditLog audit)
{
    /// <summary>The most entries of one page.</summary>
    public const int MaxPage = 200;

    /// <summary>Live connections over every protocol, the newest first.</summary>
    public Outcome<ConnectionPage> List(Administrator actor, ConnectionQuery query)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        var text = query.Text.Trim();
        var found = delivery.List()
            .Where(connection => (query.Kind is null || connection.Kind == query.Kind) && (text.Length == 0 || Has(connection, text)))
            .OrderByDescending(connection => connection.Since)
            .ThenBy(connection => connection.Id, StringComparer.Ordinal)
            .ToList();
        return new ConnectionPage(
            [.. found.Take(Math.Clamp(query.Limit, 1, MaxPage)).Select(connection => new ConnectionView(connection, broker.FindTraffic(connection)))],
            found.Count);
    }

    /// <summary>What a connection of MQTT subscribes to, or <see cref="ErrorCode.NotFound"/>.</summary>
    public Outcome<IReadOnlyList<ClientSubscription>> ListSubscriptions(Administrator actor, string connection)
    {
        if (!actor.Allows(AdminRight.Administer))
        {
            return ErrorCode.Forbidden;
        }

        return Find(connection) is { } known && broker.ListSubscriptions(known) is { } subscriptions ? Outcome.Of(subscriptions) : ErrorCode.NotFound;
    }

    /// <summary>Ends a connection of MQTT; its client may come back. Others end with their session.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.InvalidRequest"/> without a reason; <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> DisconnectAsync(Administrator actor, string connection, string reason, CancellationToken cancellationToken)
    {
        if (Refuse(actor, reason) is { } refusal)
        {
            return refusal;
        }

        if (Find(connection) is not { } known || !broker.Disconnect(known))
        {
            return ErrorCode.NotFound;
        }

        await audit.RecordAsync(
            actor.Id, "connection.end", $"user:{known.Session.User}", new { connection, device = known.Session.Device.Value, known.Address }, reason, CancellationToken.None);
        return Outcome.Done;
    }

    /// <summary>Topics with a retained message, by name; never what the message says.</summary>
    /// <param name="prefix">What their names begin with; empty for all.</param>
    /// <param name="after">The list goes on after this topic.</param>
    public Outcome<IReadOnlyList<RetainedTopic>> ListRetained(Administrator actor, string prefix, string? after, int limit)
        => actor.Allows(AdminRight.Administer) ? Outcome.Of(broker.ListRetained(prefix, after, Math.Clamp(limit, 1, MaxPage))) : ErrorCode.Forbidden;

    /// <summary>Removes a retained message.</summary>
    /// <returns>Nothing; <see cref="ErrorCode.InvalidRequest"/> without a reason; <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> RemoveRetainedAsync(Administrator actor, string topic, string reason, CancellationToken cancellationToken)
    {
        if (Refuse(actor, reason) is { } refusal)
        {
            return refusal;
        }

        if (!await broker.RemoveRetainedAsync(topic, cancellationToken))
        {
            return ErrorCode.NotFound;
        }

        await audit.RecordAsync(actor.Id, "retained.remove", $"topic:{topic}", new { topic }, reason, CancellationToken.None);
        return Outcome.Done;
    }

    private ConnectionInfo? Find(string connection) => delivery.List().FirstOrDefault(live => live.Id == connection);

    private static ErrorCode? Refuse(Administrator actor, string reason)
        => !actor.Allows(AdminRight.Administer) ? ErrorCode.Forbidden : string.IsNullOrWhiteSpace(reason) ? ErrorCode.InvalidRequest : null;

    private static bool Has(ConnectionInfo connection, string text)
        => connection.Session.User.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
            || connection.Session.Device.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
            || connection.Session.DeviceName.Contains(text, StringComparison.OrdinalIgnoreCase)
            || connection.Address.Contains(text, StringComparison.OrdinalIgnoreCase)
            || connection.Protocol.Contains(text, StringComparison.OrdinalIgnoreCase);
}
