using System.Text.Json;

namespace ChatApp.Checker.Clients;

/// <summary>A conversation as one of its members names it.</summary>
/// <param name="Type">0 a single chat, 1 a group.</param>
/// <param name="Id">The other person, or the group.</param>
internal readonly record struct Place(int Type, string Id)
{
    /// <summary>The line of the single chats here: the demo's people have talked on line 0 before.</summary>
    public const int SingleLine = 1;

    /// <summary>Which of several conversations of the same two people.</summary>
    public int Line => Type == 0 ? SingleLine : 0;

    /// <summary>The wire's form of it.</summary>
    public object Wire => new { type = Type, id = Id, line = Line };

    /// <summary>Reads the wire's form; <see langword="null"/> for a conversation that is not of this run.</summary>
    public static Place? Read(JsonElement conversation)
    {
        var place = new Place(conversation.GetProperty("type").GetInt32(), conversation.GetProperty("id").GetString()!);
        return conversation.GetProperty("line").GetInt32() == place.Line ? place : null;
    }

    /// <summary>The name that is the same for all members, as the database has it.</summary>
    public string SharedBy(string user) => Type == 0
        ? string.CompareOrdinal(user, Id) < 0 ? $"{user}:{Id}" : $"{Id}:{user}"
        : Id;
}
