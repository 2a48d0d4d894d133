namespace ChatApp.Web.Api.Schedules;

/// <summary>Messages that wait or were refused.</summary>
internal sealed record ScheduledListResponse(IReadOnlyList<ScheduledResponse> Messages);
