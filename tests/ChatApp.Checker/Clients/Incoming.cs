using System.Globalization;
using System.Text.Json;

namespace ChatApp.Checker.Clients;

/// <summary>A message as the wire gave it to a client.</summary>
internal sealed record Incoming(Place Place, long Sequence, long MessageId, string Sender, Guid ClientId, string Text)
{
    /// <summary>Reads the wire's form; <see langword="null"/> for a message of a conversation that is not of this run.</summary>
    public static Incoming? Read(JsonElement message)
        => Place.Read(message.GetProperty("conversation")) is not { } place ? null : new Incoming(
            place,
            message.GetProperty("sequence").GetInt64(),
            long.Parse(message.GetProperty("messageId").GetString()!, CultureInfo.InvariantCulture),
            message.GetProperty("sender").GetString()!,
            message.GetProperty("clientId").GetGuid(),
            message.GetProperty("text").GetString()!);

    /// <summary>Passes a pushed message on when it is of this run.</summary>
    public static void Push(JsonElement message, Action<Incoming> pushed)
    {
        if (Read(message) is { } incoming)
        {
            pushed(incoming);
        }
    }

    /// <summary>Reads a page of a conversation of this run.</summary>
    public static IReadOnlyList<Incoming> ReadPage(JsonElement page)
        => [.. page.GetProperty("messages").EnumerateArray().Select(Read).OfType<Incoming>()];
}
