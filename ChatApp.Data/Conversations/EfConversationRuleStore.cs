using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Conversations;

/// <summary>Keeps what conversations let their members do to all of them.</summary>
internal sealed class EfConversationRuleStore(IDbContextFactory<ChatAppDbContext> contexts) : IConversationRuleStore
{
    public async Task<(ConversationRules Rules, MemberRole Role)?> FindAsync(ConversationId conversation, UserId member, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Set<MemberRow>()
            .Where(row => row.ConversationId == conversation.Value && row.UserId == member.Value && row.LeftSequence == null)
            .Join(
                context.Set<ConversationRow>(),
                row => row.ConversationId,
                row => row.Id,
                (row, of) => new { row.Role, of.MemberCount, of.MentionRule, of.PinRule })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null
            ? null
            : (new ConversationRules(found.MemberCount, (WhoMay)found.MentionRule, (WhoMay)found.PinRule), (MemberRole)found.Role);
    }

    public async Task SetAsync(ConversationId conversation, WhoMay mentionEveryone, WhoMay pin, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Set<ConversationRow>()
            .Where(row => row.Id == conversation.Value)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.MentionRule, (short)mentionEveryone).SetProperty(row => row.PinRule, (short)pin), cancellationToken);
    }

    public async Task<IReadOnlySet<string>> FindMembersAsync(
        ConversationId conversation, IReadOnlyCollection<string> people, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Set<MemberRow>()
            .Where(row => row.ConversationId == conversation.Value && row.LeftSequence == null && people.Contains(row.UserId))
            .Select(row => row.UserId)
            .ToListAsync(cancellationToken);
        return found.ToHashSet(StringComparer.Ordinal);
    }
}
