namespace ChatApp.Core.Wire;

/// <summary>A message for later: the body of <c>PUT /api/v1/scheduled-messages</c> and of <c>scheduled.save</c>.</summary>
/// <param name="Message">The message, as it is sent.</param>
/// <param name="DueAt">When.</param>
public sealed record WireSchedule(WireSend? Message, DateTimeOffset DueAt);
