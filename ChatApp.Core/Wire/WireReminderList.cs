namespace ChatApp.Core.Wire;

/// <summary>The caller's reminders, the next due first; those that were told stay until they are taken away.</summary>
/// <param name="Reminders">The reminders.</param>
public sealed record WireReminderList(IReadOnlyList<WireReminder> Reminders);
