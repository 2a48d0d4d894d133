using ChatApp.Core.Kernel;

namespace ChatApp.Core.Schedules;

/// <summary>A reminder whose moment has come, and whose it is.</summary>
public sealed record DueReminder(UserId User, Reminder Reminder);
