using System.Globalization;
using System.Text.Json.Serialization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Stars;

namespace ChatApp.Core.Wire;

/// <summary>A message that the reader keeps.</summary>
/// <param name="Id">The list's cursor.</param>
/// <param name="Message">The message as it is now.</param>
/// <param name="At">When it was kept.</param>
public sealed record WireStar(string Id, WireMessage Message, [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset At)
{
    /// <summary>A star as its owner sees it.</summary>
    public static WireStar From(Star star, UserId reader) => new(star.Id.ToString(CultureInfo.InvariantCulture), WireMessage.From(star.Message, reader), star.At);
}
