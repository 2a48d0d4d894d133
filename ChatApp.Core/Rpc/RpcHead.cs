using System.Text.Json;

namespace ChatApp.Core.Rpc;

/// <summary>What every request may have: the caller's own name of it.</summary>
internal sealed record RpcHead(JsonElement? Id)
{
    private const int MaxLength = 128;

    /// <summary>The id as it is written into the answer; <see langword="null"/> without one.</summary>
    public JsonElement? Echo => Id is { ValueKind: JsonValueKind.Null } ? null : Id;

    /// <summary>Whether the id is a text or a number of a sensible length, or absent.</summary>
    public bool IsValid => Echo is not { } id || (id.ValueKind is JsonValueKind.String or JsonValueKind.Number && id.GetRawText().Length <= MaxLength);
}
