using System.Text.Json.Serialization;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>A PC or web client wants to be signed in by a phone. The user it names is not looked at: only a scan begins a login.</summary>
internal sealed record PcSessionRequest(
    string? Token, [property: JsonPropertyName("device_name")] string? DeviceName, string? ClientId, int Platform);
