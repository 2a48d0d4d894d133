namespace ChatApp.Web.Api.Schedules;

/// <summary>The caller's reminders.</summary>
internal sealed record ReminderListResponse(IReadOnlyList<ReminderResponse> Reminders);
