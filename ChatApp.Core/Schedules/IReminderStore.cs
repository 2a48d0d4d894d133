using ChatApp.Core.Kernel;

namespace ChatApp.Core.Schedules;

/// <summary>Keeps reminders.</summary>
public interface IReminderStore
{
    /// <summary>Writes a reminder; <see cref="ErrorCode.QuotaExceeded"/> over the most.</summary>
    Task<Outcome<Done>> AddAsync(UserId user, Reminder reminder, int maxReminders, CancellationToken cancellationToken);

    /// <summary>A person's reminders, the next due first.</summary>
    Task<IReadOnlyList<Reminder>> ListAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Takes a reminder away; whether there was one.</summary>
    Task<bool> RemoveAsync(UserId user, Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes reminders whose moment has come, the longest due first. One that is not <see cref="DoneAsync"/> within the lease is taken again.
    /// </summary>
    Task<IReadOnlyList<DueReminder>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken);

    /// <summary>The person's devices were told, or the message is no longer theirs to see and the reminder goes away with it.</summary>
    Task DoneAsync(Guid id, bool keep, CancellationToken cancellationToken);
}
