using System.Diagnostics.Metrics;
using ChatApp.Core.Delivery;
using ChatApp.Core.Startup;

namespace ChatApp.Web.Operations;

/// <summary>The figures that only this node knows now.</summary>
internal sealed class ServerMetrics
{
    public const string MeterName = "ChatApp.Server";

    public ServerMetrics(IMeterFactory meters, DeliveryService delivery, StoreReadiness readiness)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "chatapp.connections",
            () => Enum.GetValues<ConnectionKind>().Select(kind => new Measurement<int>(
                delivery.List().Count(connection => connection.Kind == kind), new KeyValuePair<string, object?>("kind", kind.ToString().ToLowerInvariant()))),
            description: "Live connections of this node, by kind.");
        meter.CreateObservableGauge("chatapp.ready", () => readiness.IsReady ? 1 : 0, description: "1 since the database was reached and prepared.");
        meter.CreateObservableGauge("chatapp.durable", () => readiness.DurabilityWarning is null ? 1 : 0, description: "0 while PostgreSQL may lose what it has committed.");
    }
}
