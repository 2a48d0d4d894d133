using System.Text.Json.Serialization;
using ChatApp.Core.Schedules;

namespace ChatApp.Core.Wire;

/// <summary>A message that the caller wants to be reminded of.</summary>
/// <param name="Id">The reminder.</param>
/// <param name="Conversation">The message's conversation.</param>
/// <param name="Sequence">The message.</param>
/// <param name="Note">What the caller wrote to it; may be empty.</param>
/// <param name="DueAt">When the caller's devices are told.</param>
/// <param name="Told">Whether they were.</param>
public sealed record WireReminder(
    string Id,
    WireConversation Conversation,
    long Sequence,
    string Note,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset DueAt,
    bool Told)
{
    /// <summary>A reminder as its owner sees it.</summary>
    public static WireReminder From(Reminder reminder)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return new WireReminder(
            reminder.Id.ToString(), WireConversation.From(reminder.Conversation), reminder.Sequence, reminder.Note, reminder.DueAt, reminder.IsTold);
    }
}
