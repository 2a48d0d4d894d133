using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Schedules;

/// <summary>A message that waits for its moment, or was refused at it.</summary>
/// <param name="Draft">The message to be. Its client id is the id it is known by until then, and keeps it from being sent twice.</param>
/// <param name="DueAt">When it is sent.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="Refusal">Why it was refused; <see langword="null"/> while it waits.</param>
public sealed record ScheduledMessage(MessageDraft Draft, DateTimeOffset DueAt, DateTimeOffset CreatedAt, ErrorCode? Refusal = null);
