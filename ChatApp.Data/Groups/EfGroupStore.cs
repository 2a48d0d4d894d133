using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Data.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Groups;

/// <summary>Keeps groups. Members change under the lock of the conversation's row, the same that the message writers take.</summary>
internal sealed class EfGroupStore(IDbContextFactory<ChatAppDbContext> contexts) : IGroupStore
{
    public async Task<Group?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<GroupRow>()
            .AsNoTracking()
            .Where(row => row.Id == id)
            .Join(
                context.Set<ConversationRow>().Where(row => row.Type == (short)ConversationType.Group && row.Line == 0),
                group => group.Id,
                conversation => conversation.Target,
                (group, conversation) => new Group(
                    group.Id, group.Name, new UserId(group.OwnerId), group.Avatar, conversation.MemberCount, conversation.MutedForAll, group.CreatedAt)
                {
                    HistoryVisible = group.HistoryVisible,
                })
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<ConversationId> CreateAsync(
        string id, string name, UserId owner, IReadOnlyCollection<UserId> members, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(new GroupRow { Id = id, Name = name, OwnerId = owner.Value, CreatedAt = now });
        var conversation = new ConversationRow { Type = (short)ConversationType.Group, Target = id, LastMessageAt = now, CreatedAt = now };
        context.Add(conversation);
        await context.SaveChangesAsync(cancellationToken);

        await InsertMembersAsync(context, conversation.Id, [.. members.Select(member => member.Value)], joinedSequence: 0, lastSequence: 0, now, cancellationToken);
        await context.Set<MemberRow>()
            .Where(row => row.ConversationId == conversation.Id && row.UserId == owner.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Role, (short)MemberRole.Owner), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ConversationId(conversation.Id);
    }

    public async Task<Outcome<(IReadOnlyList<UserId> Added, long JoinedSequence)>> AddMembersAsync(
        ConversationId conversation, IReadOnlyCollection<UserId> users, int maxMembers, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(context, conversation, cancellationToken) is not { } locked)
        {
            return ErrorCode.NotFound;
        }

        string[] wanted = [.. users.Select(user => user.Value).Distinct()];
        var present = await context.Set<MemberRow>()
            .Where(row => row.ConversationId == conversation.Value && row.LeftSequence == null && wanted.Contains(row.UserId))
            .Select(row => row.UserId)
            .ToListAsync(cancellationToken);
        var showsHistory = await context.Set<GroupRow>().AnyAsync(row => row.Id == locked.Target && row.HistoryVisible, cancellationToken);
        var added = await InsertMembersAsync(
            context, conversation.Value, [.. wanted.Except(present)], showsHistory ? 0 : locked.LastSequence, locked.LastSequence, now, cancellationToken);
        if (locked.MemberCount + added.Count > maxMembers)
        {
            return ErrorCode.GroupFull;
        }

        await transaction.CommitAsync(cancellationToken);
        return ((IReadOnlyList<UserId>)[.. added.Select(id => new UserId(id))], locked.LastSequence);
    }

    public async Task<bool> RemoveMemberAsync(ConversationId conversation, UserId user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(context, conversation, cancellationToken) is not { } locked)
        {
            return false;
        }

        var removed = await context.Set<MemberRow>()
            .Where(row => row.ConversationId == conversation.Value && row.UserId == user.Value && row.LeftSequence == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeftSequence, locked.LastSequence), cancellationToken);
        if (removed == 0)
        {
            return false;
        }

        await context.Set<ConversationRow>()
            .Where(row => row.Id == conversation.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.MemberCount, row => row.MemberCount - 1), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task RenameAsync(string id, string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<GroupRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, name), cancellationToken);
    }

    public async Task SetHistoryVisibleAsync(string id, bool visible, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<GroupRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.HistoryVisible, visible), cancellationToken);
    }

    private static async Task<ConversationRow?> LockAsync(ChatAppDbContext context, ConversationId conversation, CancellationToken cancellationToken)
        => (await context.Set<ConversationRow>()
            .FromSql($"select * from conversations where id = {conversation.Value} for update")
            .AsNoTracking()
            .ToListAsync(cancellationToken)).SingleOrDefault();

    // Who left before comes back with a fresh start: the stay that ended goes to the intervals, and what was written meanwhile stays unseen.
    private static async Task<List<string>> InsertMembersAsync(
        ChatAppDbContext context, long conversation, string[] users, long joinedSequence, long lastSequence, DateTimeOffset now, CancellationToken cancellationToken)
        => await context.Database.SqlQuery<string>(
            $"""
            with stays as (
                insert into membership_intervals (conversation_id, user_id, from_sequence, to_sequence)
                select conversation_id, user_id, joined_sequence + 1, left_sequence
                from conversation_members
                where conversation_id = {conversation} and user_id = any({users}) and left_sequence > joined_sequence
                on conflict do nothing),
            added as (
                insert into conversation_members (conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
                select {conversation}, u.id, 0, {joinedSequence}, {lastSequence}, {lastSequence}, 0, 0, {now} from users u where u.id = any({users})
                on conflict (conversation_id, user_id) do update
                set role = 0, joined_sequence = excluded.joined_sequence, left_sequence = null, joined_at = excluded.joined_at,
                    read_sequence = greatest(conversation_members.read_sequence, excluded.read_sequence)
                returning user_id),
            counted as (
                update conversations set member_count = member_count + (select count(*) from added) where id = {conversation})
            select user_id as "Value" from added
            """).ToListAsync(cancellationToken);
}
