using ChatApp.Core.Wire;

namespace ChatApp.Web.Api.Schedules;

/// <summary>A message, as it is sent, and when.</summary>
internal sealed record ScheduleRequest(WireSend? Message, DateTimeOffset DueAt);
