using System.Text.Json.Serialization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Pins;

namespace ChatApp.Core.Wire;

/// <summary>A pinned message, and who pinned it when.</summary>
public sealed record WirePin(WireMessage Message, string User, [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset At)
{
    /// <summary>A pin as one reader sees it.</summary>
    public static WirePin From(PinnedMessage pin, UserId reader) => new(WireMessage.From(pin.Message, reader), pin.By.Value, pin.At);
}
