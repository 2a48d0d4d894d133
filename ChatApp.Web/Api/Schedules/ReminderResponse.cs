using System.Text.Json.Serialization;
using ChatApp.Core.Schedules;
using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Schedules;

/// <summary>A message that the caller wants to be reminded of.</summary>
internal sealed record ReminderResponse(
    string Id,
    WireConversation Conversation,
    long Sequence,
    string Note,
    [property: JsonConverter(typeof(WireTimeConverter))] DateTimeOffset DueAt,
    bool Told)
{
    public static ReminderResponse From(Reminder reminder) => new(
        reminder.Id.ToString(), WireConversation.From(reminder.Conversation), reminder.Sequence, reminder.Note, reminder.DueAt, reminder.IsTold);
}
