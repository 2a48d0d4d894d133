using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Schedules;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Schedules;

/// <summary>Keeps messages that wait for their moment.</summary>
internal sealed class EfScheduledMessageStore(IDbContextFactory<ChatAppDbContext> contexts) : IScheduledMessageStore
{
    public async Task<Outcome<Done>> SaveAsync(ScheduledMessage message, int maxMessages, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var draft = message.Draft;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // One author after the other: two devices at once must not get past the limit together.
        await context.Database.ExecuteSqlAsync($"select from users where id = {draft.Sender.Value} for no key update", cancellationToken);
        var row = await LockAsync(context, draft.Sender, draft.ClientId, cancellationToken);
        if (row?.TakenUntil > now)
        {
            return ErrorCode.Conflict;
        }

        if (row is null)
        {
            if (await context.Set<ScheduledMessageRow>().CountAsync(other => other.UserId == draft.Sender.Value, cancellationToken) >= maxMessages)
            {
                return ErrorCode.QuotaExceeded;
            }

            row = new ScheduledMessageRow { UserId = draft.Sender.Value, ClientId = draft.ClientId, Target = draft.To.Id, Text = draft.Text, CreatedAt = message.CreatedAt };
            context.Add(row);
        }

        (row.Type, row.Target, row.Line) = ((short)draft.To.Type, draft.To.Id, draft.To.Line);
        (row.Kind, row.Text, row.Payload, row.WireType) = ((short)draft.Kind, draft.Text, draft.Payload, draft.WireType);
        (row.Mentions, row.ReplyTo) = ([.. draft.Mentions ?? []], draft.ReplyTo);
        (row.DueAt, row.NextTryAt, row.Tries, row.TakenUntil, row.Refusal) = (message.DueAt, message.DueAt, 0, null, null);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Done;
    }

    public async Task<IReadOnlyList<ScheduledMessage>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Set<ScheduledMessageRow>()
            .AsNoTracking()
            .Where(row => row.UserId == user.Value)
            .OrderBy(row => row.DueAt)
            .ThenBy(row => row.ClientId)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(ToMessage)];
    }

    public async Task<ScheduledMessage?> FindAsync(UserId user, Guid clientId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await Of(context, user, clientId).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return row is null ? null : ToMessage(row);
    }

    public async Task<Outcome<Done>> RemoveAsync(UserId user, Guid clientId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = Of(context, user, clientId);
        return await mine.Where(row => row.TakenUntil == null || row.TakenUntil <= now).ExecuteDeleteAsync(cancellationToken) > 0 ? Outcome.Done
            : await mine.AnyAsync(cancellationToken) ? ErrorCode.Conflict
            : ErrorCode.NotFound;
    }

    public async Task<IReadOnlyList<TakenMessage>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var until = now + lease;
        var taken = await context.Set<ScheduledMessageRow>()
            .FromSql(
                $"""
                update scheduled_messages s
                set taken_until = {until}, next_try_at = {until}, tries = s.tries + 1
                from (
                    select user_id, client_id from scheduled_messages
                    where next_try_at <= {now}
                    order by next_try_at
                    limit {limit}
                    for update skip locked) due
                where s.user_id = due.user_id and s.client_id = due.client_id
                returning s.*
                """)
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var authors = taken.Select(row => row.UserId).Distinct().ToArray();
        var suspended = taken.Count == 0 ? [] : await context.Users
            .Where(account => authors.Contains(account.Id) && account.Status == AccountStatus.Suspended && (account.StatusUntil == null || account.StatusUntil > now))
            .Select(account => account.Id)
            .ToListAsync(cancellationToken);
        return [.. taken.OrderBy(row => row.DueAt).Select(row => new TakenMessage(ToMessage(row), row.Tries - 1, suspended.Contains(row.UserId)))];
    }

    public async Task ForgetAsync(UserId user, Guid clientId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await Of(context, user, clientId).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task RefuseAsync(UserId user, Guid clientId, ErrorCode refusal, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await Of(context, user, clientId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Refusal, (int)refusal).SetProperty(row => row.NextTryAt, (DateTimeOffset?)null).SetProperty(row => row.TakenUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    public async Task PutBackAsync(UserId user, Guid clientId, DateTimeOffset nextTryAt, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await Of(context, user, clientId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.NextTryAt, nextTryAt).SetProperty(row => row.TakenUntil, (DateTimeOffset?)null),
            cancellationToken);
    }

    private static IQueryable<ScheduledMessageRow> Of(ChatAppDbContext context, UserId user, Guid clientId)
        => context.Set<ScheduledMessageRow>().Where(row => row.UserId == user.Value && row.ClientId == clientId);

    private static async Task<ScheduledMessageRow?> LockAsync(ChatAppDbContext context, UserId user, Guid clientId, CancellationToken cancellationToken)
        => (await context.Set<ScheduledMessageRow>()
            .FromSql($"select * from scheduled_messages where user_id = {user.Value} and client_id = {clientId} for update")
            .ToListAsync(cancellationToken)).SingleOrDefault();

    private static ScheduledMessage ToMessage(ScheduledMessageRow row) => new(
        new MessageDraft(
            new UserId(row.UserId),
            Origin: null,
            new ConversationTarget((ConversationType)row.Type, row.Target, row.Line),
            row.ClientId,
            (MessageKind)row.Kind,
            row.Text,
            row.Payload,
            row.Mentions.Length == 0 ? null : row.Mentions,
            row.ReplyTo,
            row.WireType),
        row.DueAt,
        row.CreatedAt,
        (ErrorCode?)row.Refusal);
}
