using System.Text.Json;
using System.Text.Json.Serialization;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>Reads the parameters of requests as the wire's JSON is read: unknown fields ignored, doubled ones refused.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(RpcHead))]
[JsonSerializable(typeof(RpcRequest))]
[JsonSerializable(typeof(RpcCatchUp))]
[JsonSerializable(typeof(WireSearch))]
[JsonSerializable(typeof(WireForward))]
[JsonSerializable(typeof(WireMerge))]
[JsonSerializable(typeof(WireSettingDrafts))]
[JsonSerializable(typeof(WireSchedule))]
internal sealed partial class RpcJson : JsonSerializerContext;
