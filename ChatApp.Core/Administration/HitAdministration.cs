using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;

namespace ChatApp.Core.Administration;

/// <summary>What was hit, for those who may see it; without the right everything answers <see cref="ErrorCode.Forbidden"/>.</summary>
public sealed class HitAdministration(ISensitiveHitStore hits, AuditLog audit)
{
    /// <summary>The most hits of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>A page of hits, the newest first. Only the found word is readable in their texts: what is around it is covered.</summary>
    public async Task<Outcome<HitPage>> ListAsync(Administrator actor, HitFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        limit = Math.Clamp(limit, 1, MaxPage);
        var found = await hits.ListAsync(filter, before, limit + 1, cancellationToken);
        return new HitPage([.. found.Take(limit).Select(Covered)], HasMore: found.Count > limit);
    }

    /// <summary>The text behind a hit. That it was read is in the audit log before it is shown.</summary>
    /// <returns>The hit with its text; <see cref="ErrorCode.InvalidRequest"/> without a reason; <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<SensitiveHit>> RevealAsync(Administrator actor, long id, string reason, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Moderate))
        {
            return ErrorCode.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return ErrorCode.InvalidRequest;
        }

        if (await hits.FindAsync(id, cancellationToken) is not { } hit)
        {
            return ErrorCode.NotFound;
        }

        await audit.RecordAsync(actor.Id, "hit.reveal", $"hit:{id}", new { author = hit.Author.Value, hit.Place, hit.Word }, reason, cancellationToken);
        return hit;
    }

    private static SensitiveHit Covered(SensitiveHit hit)
    {
        var units = hit.Original.ToCharArray();
        for (var i = 0; i < units.Length; i++)
        {
            var inside = i >= hit.Start && i < hit.Start + hit.Length;
            units[i] = inside || char.IsWhiteSpace(units[i]) ? units[i] : '•';
        }

        return hit with { Original = new string(units) };
    }
}
