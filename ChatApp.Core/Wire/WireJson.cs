using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatApp.Core.Wire;

/// <summary>Writes and reads the wire's JSON without reflection: camel case, no nulls, unknown fields ignored, doubled ones refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(WireSend))]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireSent))]
[JsonSerializable(typeof(WireResult))]
[JsonSerializable(typeof(WirePage))]
[JsonSerializable(typeof(WireCatchUp))]
[JsonSerializable(typeof(WireCaughtUp))]
[JsonSerializable(typeof(WireEvent))]
public sealed partial class WireJson : JsonSerializerContext;
