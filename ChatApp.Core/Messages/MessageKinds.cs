using System.Collections.Frozen;
using System.Text.Json;

namespace ChatApp.Core.Messages;

/// <summary>The names of the kinds on the wire.</summary>
public static class MessageKinds
{
    private static readonly FrozenDictionary<MessageKind, string> Names =
        Enum.GetValues<MessageKind>().ToFrozenDictionary(kind => kind, kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));

    private static readonly FrozenDictionary<string, MessageKind> Kinds =
        Names.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The wire's name of a kind.</summary>
    public static string NameOf(MessageKind kind) => Names[kind];

    /// <summary>The kind of a wire name; <see langword="false"/> for a name that is none.</summary>
    public static bool TryParse(string? name, out MessageKind kind)
    {
        kind = default;
        return name is not null && Kinds.TryGetValue(name, out kind);
    }
}
