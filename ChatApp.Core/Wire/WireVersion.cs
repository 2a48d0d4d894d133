using System.Text.Json.Serialization;
using ChatApp.Core.Messages.Edits;

namespace ChatApp.Core.Wire;

/// <summary>What a message said at one time.</summary>
public sealed record WireVersion(int Version, string Text, [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset At)
{
    /// <summary>The wire's form of a version.</summary>
    public static WireVersion From(MessageVersion version) => new(version.Version, version.Text, version.WrittenAt);
}
