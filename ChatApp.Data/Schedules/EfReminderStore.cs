using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Schedules;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Schedules;

/// <summary>Keeps reminders.</summary>
internal sealed class EfReminderStore(IDbContextFactory<ChatAppDbContext> contexts) : IReminderStore
{
    public async Task<Outcome<Done>> AddAsync(UserId user, Reminder reminder, int maxReminders, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // One person's devices one after the other: two at once must not get past the limit together.
        await context.Database.ExecuteSqlAsync($"select from users where id = {user.Value} for no key update", cancellationToken);
        if (await context.Set<ReminderRow>().CountAsync(row => row.UserId == user.Value, cancellationToken) >= maxReminders)
        {
            return ErrorCode.QuotaExceeded;
        }

        context.Add(new ReminderRow
        {
            Id = reminder.Id,
            UserId = user.Value,
            Type = (short)reminder.Conversation.Type,
            Target = reminder.Conversation.Id,
            Line = reminder.Conversation.Line,
            Sequence = reminder.Sequence,
            Note = reminder.Note,
            DueAt = reminder.DueAt,
            NextTryAt = reminder.DueAt,
            CreatedAt = reminder.CreatedAt,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }

    public async Task<IReadOnlyList<Reminder>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Set<ReminderRow>().AsNoTracking().Where(row => row.UserId == user.Value).OrderBy(row => row.DueAt).ToListAsync(cancellationToken);
        return [.. rows.Select(ToReminder)];
    }

    public async Task<bool> RemoveAsync(UserId user, Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<ReminderRow>().Where(row => row.Id == id && row.UserId == user.Value).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public async Task<IReadOnlyList<DueReminder>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var again = now + lease;
        var taken = await context.Set<ReminderRow>()
            .FromSql(
                $"""
                update reminders r
                set next_try_at = {again}
                from (select id from reminders where next_try_at <= {now} order by next_try_at limit {limit} for update skip locked) due
                where r.id = due.id
                returning r.*
                """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return [.. taken.OrderBy(row => row.DueAt).Select(row => new DueReminder(new UserId(row.UserId), ToReminder(row)))];
    }

    public async Task DoneAsync(Guid id, bool keep, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = context.Set<ReminderRow>().Where(row => row.Id == id);
        _ = keep
            ? await row.ExecuteUpdateAsync(set => set.SetProperty(row => row.NextTryAt, (DateTimeOffset?)null), cancellationToken)
            : await row.ExecuteDeleteAsync(cancellationToken);
    }

    private static Reminder ToReminder(ReminderRow row) => new(
        row.Id,
        new ConversationTarget((ConversationType)row.Type, row.Target, row.Line),
        row.Sequence,
        row.Note,
        row.DueAt,
        row.NextTryAt is null,
        row.CreatedAt);
}
