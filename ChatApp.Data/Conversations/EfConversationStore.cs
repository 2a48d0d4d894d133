using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Conversations;

/// <summary>Keeps conversations and their members.</summary>
internal sealed class EfConversationStore(
    IDbContextFactory<ChatAppDbContext> contexts, NpgsqlConversationList list, NpgsqlMemberships memberships, TimeProvider clock) : IConversationStore
{
    public async Task<ConversationId?> FindIdAsync(ConversationKey key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var id = await WithKey(context, key).Select(row => (long?)row.Id).SingleOrDefaultAsync(cancellationToken);
        return id is { } found ? new ConversationId(found) : null;
    }

    public async Task<ConversationId?> OpenSingleAsync(ConversationKey key, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (low, high) = key.People();
        string[] people = low == high ? [low.Value] : [low.Value, high.Value];
        if (await context.Users.CountAsync(account => people.Contains(account.Id), cancellationToken) != people.Length)
        {
            return null;
        }

        // Both people may write their first message at once: one of the two inserts makes the chat, the other finds it.
        var now = clock.GetUtcNow();
        await context.Database.ExecuteSqlAsync(
            $"""
            with made as (
                insert into conversations (type, target, line, last_sequence, last_message_at, everyone_mentioned_sequence, member_count, muted_for_all, created_at)
                values ({(short)key.Type}, {key.Target}, {key.Line}, 0, {now}, 0, {people.Length}, false, {now})
                on conflict (type, target, line) do nothing
                returning id)
            insert into conversation_members (conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
            select made.id, person, 0, 0, 0, 0, 0, 0, {now} from made, unnest({people}) as person
            """,
            cancellationToken);
        return await FindIdAsync(key, cancellationToken);
    }

    public Task<Membership?> FindMembershipAsync(ConversationKey key, UserId user, CancellationToken cancellationToken)
        => memberships.FindAsync(key, user, cancellationToken);

    public Task<IReadOnlyList<Membership>> ListMembershipsAsync(UserId user, CancellationToken cancellationToken)
        => memberships.ListAsync(user, formerToo: false, cancellationToken);

    public Task<IReadOnlyList<Membership>> ListAllMembershipsAsync(UserId user, CancellationToken cancellationToken)
        => memberships.ListAsync(user, formerToo: true, cancellationToken);

    public async Task<IReadOnlyList<ConversationSummary>> ListSummariesAsync(
        UserId user, ConversationTarget? only, int limit, CancellationToken cancellationToken)
    {
        ConversationId? conversation = null;
        if (only is { } target)
        {
            conversation = await FindIdAsync(ConversationKey.Of(user, target), cancellationToken);
            if (conversation is null)
            {
                return [];
            }
        }

        return await list.ReadAsync(user, conversation, limit, cancellationToken);
    }

    public async Task<IReadOnlyList<ConversationMember>> ListMembersAsync(
        ConversationId conversation, UserId? after, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var afterId = after?.Value ?? string.Empty;
        return await context.Set<MemberRow>()
            .AsNoTracking()
            .Where(row => row.ConversationId == conversation.Value && row.LeftSequence == null && string.Compare(row.UserId, afterId) > 0)
            .OrderBy(row => row.UserId)
            .Take(limit)
            .Join(
                context.Users,
                row => row.UserId,
                account => account.Id,
                (row, account) => new ConversationMember(new UserId(row.UserId), account.DisplayName, account.Avatar, (MemberRole)row.Role))
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<ConversationRow> WithKey(ChatAppDbContext context, ConversationKey key)
        => context.Set<ConversationRow>().Where(row => row.Type == (short)key.Type && row.Target == key.Target && row.Line == key.Line);
}
