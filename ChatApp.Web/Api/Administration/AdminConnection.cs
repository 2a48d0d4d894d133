using System.Text.Json.Serialization;
using ChatApp.Core.Administration;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Administration;

/// <summary>A live connection.</summary>
internal sealed record AdminConnection(
    string Id,
    string User,
    string Device,
    string DeviceName,
    string Kind,
    string Protocol,
    string Address,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset Since,
    long? PacketsIn,
    long? BytesIn,
    long? PacketsOut,
    long? BytesOut,
    int? InFlight,
    long? HeldBytes)
{
    public static AdminConnection From(ConnectionView view) => new(
        view.Connection.Id,
        view.Connection.Session.User.Value,
        view.Connection.Session.Device.Value,
        view.Connection.Session.DeviceName,
        view.Connection.Kind.ToString(),
        view.Connection.Protocol,
        view.Connection.Address,
        view.Connection.Since,
        view.Traffic?.PacketsIn,
        view.Traffic?.BytesIn,
        view.Traffic?.PacketsOut,
        view.Traffic?.BytesOut,
        view.Traffic?.InFlight,
        view.Traffic?.HeldBytes);
}
