using System.Text.Json.Serialization;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Administration;

/// <summary>A topic with a retained message.</summary>
internal sealed record AdminRetained(string Topic, int Bytes, int QoS, [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset? ExpiresAt);
