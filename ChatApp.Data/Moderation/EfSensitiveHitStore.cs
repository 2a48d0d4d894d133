using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Microsoft.EntityFrameworkCore;

namespace ChatApp.Data.Moderation;

/// <summary>Keeps hits in the table <c>sensitive_hits</c>.</summary>
internal sealed class EfSensitiveHitStore(IDbContextFactory<ChatAppDbContext> contexts) : ISensitiveHitStore
{
    public async Task<IReadOnlyList<SensitiveHit>> AddAsync(IReadOnlyList<SensitiveHit> hits, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = hits
            .Select(hit => new SensitiveHitRow
            {
                WordId = hit.WordId,
                Word = hit.Word,
                Action = (short)hit.Action,
                Scope = (short)hit.Scope,
                AuthorId = hit.Author.Value,
                ConversationId = hit.Conversation?.Value,
                Place = hit.Place,

                // PostgreSQL's text holds no NUL; what people type may.
                Original = hit.Original.Replace('\0', '\uFFFD'),
                Start = hit.Start,
                Length = hit.Length,
                At = hit.At,
            })
            .ToList();
        context.AddRange(rows);
        await context.SaveChangesAsync(cancellationToken);
        return [.. hits.Zip(rows, (hit, row) => hit with { Id = row.Id })];
    }

    public async Task<IReadOnlyList<SensitiveHit>> ListAsync(HitFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        var author = filter.Author?.Value;
        var action = (short?)filter.Action;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SensitiveHitRow>()
            .Where(row => before == null || row.Id < before)
            .Where(row => filter.Word == null || row.Word == filter.Word)
            .Where(row => author == null || row.AuthorId == author)
            .Where(row => action == null || row.Action == action)
            .OrderByDescending(row => row.Id)
            .Take(limit)
            .AsNoTracking()
            .Select(row => Read(row))
            .ToListAsync(cancellationToken);
    }

    public async Task<SensitiveHit?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Set<SensitiveHitRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        return row is null ? null : Read(row);
    }

    public async Task<IReadOnlyDictionary<long, int>> CountAsync(
        IReadOnlyCollection<long> words, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var ids = words.ToArray();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SensitiveHitRow>()
            .Where(row => ids.Contains(row.WordId) && row.At >= since)
            .GroupBy(row => row.WordId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }

    public async Task<int> CountAllAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<SensitiveHitRow>().CountAsync(row => row.At >= since, cancellationToken);
    }

    private static SensitiveHit Read(SensitiveHitRow row) => new(
        row.Id,
        row.WordId,
        row.Word,
        (WordAction)row.Action,
        (ModerationScope)row.Scope,
        new UserId(row.AuthorId),
        row.ConversationId is { } conversation ? new ConversationId(conversation) : null,
        row.Place,
        row.Original,
        row.Start,
        row.Length,
        row.At);
}
