using System.Text.Json.Serialization.Metadata;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>The result of a request and how it is written; nothing when there is no more to say than that it was carried out.</summary>
internal sealed record RpcResult(object? Value, JsonTypeInfo? Type)
{
    public static readonly RpcResult Done = new(Value: null, Type: null);

    public static RpcResult Of<T>(T value) => new(value, WireJson.Default.GetTypeInfo(typeof(T)));
}
