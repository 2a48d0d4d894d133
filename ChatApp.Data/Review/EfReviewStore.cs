using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Review;
using ChatApp.Data.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Review;

/// <summary>Keeps what moderation kept back.</summary>
internal sealed class EfReviewStore(IDbContextFactory<ChatAppDbContext> contexts) : IReviewStore
{
    // Two sends of one client id at the same moment: the one that comes second does not see the first one's row until it looks again.
    private const int Looks = 3;

    public async Task<Outcome<ReviewItem?>> KeepAsync(
        PendingMessage pending, ReviewState state, int maxWaiting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        for (var look = 1; ; look++)
        {
            var kept = await KeepAsync(context, pending, state, maxWaiting, now, cancellationToken);
            if (kept.Id is { } id)
            {
                return await FindAsync(context, id, cancellationToken);
            }

            if (kept.InLog)
            {
                return Outcome.Of<ReviewItem?>(null);
            }

            if (kept.Muted is not false)
            {
                return kept.Muted is null ? ErrorCode.NotAMember : ErrorCode.Muted;
            }

            if (kept.Waiting >= maxWaiting)
            {
                return ErrorCode.TooFast;
            }

            if (look == Looks)
            {
                return ErrorCode.Unavailable;
            }
        }
    }

    public async Task<ReviewItem?> DecideAsync(long id, ReviewState state, UserId actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<ReviewRow>()
            .Where(row => row.Id == id && row.State == (short)ReviewState.Waiting)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.State, (short)state)
                    .SetProperty(row => row.DecidedBy, actor.Value)
                    .SetProperty(row => row.DecidedAt, now),
                cancellationToken);
        return await FindAsync(context, id, cancellationToken);
    }

    public async Task FinishAsync(long id, long sequence, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<ReviewRow>()
            .Where(row => row.Id == id && row.State == (short)ReviewState.Approved)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Sequence, sequence), cancellationToken);
    }

    public async Task FailAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<ReviewRow>()
            .Where(row => row.Id == id && row.State == (short)ReviewState.Approved && row.Sequence == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, (short)ReviewState.Rejected), cancellationToken);
    }

    public async Task<ReviewItem?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(context, id, cancellationToken);
    }

    public Task<IReadOnlyList<ReviewItem>> ListAsync(ReviewState state, long? before, int limit, CancellationToken cancellationToken)
        => ListAsync(
            rows => rows.Where(row => row.State == (short)state && (before == null || row.Id < before)).OrderByDescending(row => row.Id).Take(limit),
            cancellationToken);

    public Task<IReadOnlyList<ReviewItem>> ListUnfinishedAsync(int limit, CancellationToken cancellationToken)
        => ListAsync(
            rows => rows.Where(row => row.State == (short)ReviewState.Approved && row.Sequence == null).OrderBy(row => row.Id).Take(limit), cancellationToken);

    public Task<IReadOnlyList<ReviewItem>> ListOwnAsync(UserId author, ConversationId conversation, int limit, CancellationToken cancellationToken)
        => ListAsync(
            rows => rows
                .Where(row => row.SenderId == author.Value && row.ConversationId == conversation.Value && row.Sequence == null)
                .OrderByDescending(row => row.Id)
                .Take(limit),
            cancellationToken);

    private static async Task<ReviewItem?> FindAsync(ChatAppDbContext context, long id, CancellationToken cancellationToken)
        => (await ReadAsync(context, rows => rows.Where(row => row.Id == id), cancellationToken)).SingleOrDefault();

    // One statement: what it looks at and what it writes are of one moment.
    private static async Task<KeptRow> KeepAsync(
        ChatAppDbContext context, PendingMessage pending, ReviewState state, int maxWaiting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (conversation, _, draft) = pending;
        var mentions = draft.Mentions is { Count: > 0 } named ? named.ToArray() : null;

        // A list, because a query on top of one that writes is none that PostgreSQL takes.
        var rows = await context.Database.SqlQuery<KeptRow>(
            $"""
            with place as (
                select coalesce(m.muted_until > {now}, false) or (c.muted_for_all and m.role = 0) as muted
                from conversation_members m join conversations c on c.id = m.conversation_id
                where m.conversation_id = {conversation.Value} and m.user_id = {draft.Sender.Value} and m.left_sequence is null),
            log as (
                select exists (
                    select from messages
                    where conversation_id = {conversation.Value} and sender_id = {draft.Sender.Value} and client_id = {draft.ClientId}) as known),
            waiting as (select count(*) as number from review_items where sender_id = {draft.Sender.Value} and state = {(short)ReviewState.Waiting}),
            added as (
                insert into review_items (
                    conversation_id, sender_id, client_id, kind, text, payload, mentions, reply_to, wire_type, state, held_at)
                select {conversation.Value}, {draft.Sender.Value}, {draft.ClientId}, {(short)draft.Kind}, {draft.Text}, {draft.Payload}::json,
                    {mentions}::text[], {draft.ReplyTo}::bigint, {draft.WireType}::integer, {(short)state}, {now}
                from place, log, waiting
                where not place.muted and not log.known and waiting.number < {maxWaiting}
                on conflict (conversation_id, sender_id, client_id) do nothing
                returning id)
            select coalesce(
                    (select id from added),
                    (select id from review_items
                     where conversation_id = {conversation.Value} and sender_id = {draft.Sender.Value} and client_id = {draft.ClientId})) as "Id",
                log.known as "InLog", (select muted from place) as "Muted", waiting.number as "Waiting"
            from log, waiting
            """).ToListAsync(cancellationToken);
        return rows.Single();
    }

    private async Task<IReadOnlyList<ReviewItem>> ListAsync(Func<IQueryable<ReviewRow>, IQueryable<ReviewRow>> which, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(context, which, cancellationToken);
    }

    private static async Task<IReadOnlyList<ReviewItem>> ReadAsync(
        ChatAppDbContext context, Func<IQueryable<ReviewRow>, IQueryable<ReviewRow>> which, CancellationToken cancellationToken)
    {
        var found = await which(context.Set<ReviewRow>().AsNoTracking())
            .Join(
                context.Set<ConversationRow>(),
                row => row.ConversationId,
                conversation => conversation.Id,
                (row, conversation) => new { Row = row, conversation.Type, conversation.Target, conversation.Line })
            .ToListAsync(cancellationToken);
        return [.. found.Select(entry => ToItem(entry.Row, new ConversationKey((ConversationType)entry.Type, entry.Target, entry.Line)))];
    }

    private static ReviewItem ToItem(ReviewRow row, ConversationKey key)
    {
        var sender = new UserId(row.SenderId);
        var draft = new MessageDraft(
            sender, Origin: null, key.SeenBy(sender), row.ClientId, (MessageKind)row.Kind, row.Text, row.Payload, row.Mentions, row.ReplyTo, row.WireType);
        return new ReviewItem(
            row.Id,
            new PendingMessage(new ConversationId(row.ConversationId), key, draft),
            (ReviewState)row.State,
            row.HeldAt,
            row.DecidedBy is null ? null : new UserId(row.DecidedBy),
            row.DecidedAt,
            row.Sequence);
    }
}
