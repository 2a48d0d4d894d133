using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Schedules;

/// <summary>Reminds people of messages.</summary>
public sealed class ReminderService(IReminderStore store, ConversationAccess access, TimeProvider clock)
{
    /// <summary>Makes a reminder of a message.</summary>
    /// <returns>The reminder; or <see cref="ErrorCode.NotFound"/> for a message that the person may not see, <see cref="ErrorCode.InvalidRequest"/>
    /// for a moment that is past or too far and for a note over <see cref="ScheduleLimits.MaxNote"/> characters, <see cref="ErrorCode.QuotaExceeded"/>.</returns>
    public async Task<Outcome<Reminder>> AddAsync(
        UserId user, ConversationTarget target, long sequence, string note, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (dueAt <= now || dueAt > now + ScheduleLimits.Furthest || note.Length > ScheduleLimits.MaxNote || note.Any(char.IsControl))
        {
            return ErrorCode.InvalidRequest;
        }

        if (!await MaySeeAsync(user, target, sequence, cancellationToken))
        {
            return ErrorCode.NotFound;
        }

        var reminder = new Reminder(Guid.CreateVersion7(now), target, sequence, note, dueAt.ToUniversalTime(), IsTold: false, now);
        var saved = await store.AddAsync(user, reminder, ScheduleLimits.MaxReminders, cancellationToken);
        return saved.Refusal is { } full ? full : reminder;
    }

    /// <summary>A person's reminders, the next due first; those that were told stay until they are taken away.</summary>
    public Task<IReadOnlyList<Reminder>> ListAsync(UserId user, CancellationToken cancellationToken) => store.ListAsync(user, cancellationToken);

    /// <summary>Takes a reminder away.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> CancelAsync(UserId user, Guid id, CancellationToken cancellationToken)
        => await store.RemoveAsync(user, id, cancellationToken) ? Outcome.Done : ErrorCode.NotFound;

    /// <summary>Whether a person may see a message now.</summary>
    internal async Task<bool> MaySeeAsync(UserId user, ConversationTarget target, long sequence, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, target, cancellationToken);
        return membership.Refusal is null && membership.Value.MaySee(sequence);
    }
}
