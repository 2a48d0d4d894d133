using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Administration;

/// <summary>The audit log, for every role to read; without one everything answers <see cref="ErrorCode.Forbidden"/>.</summary>
public sealed class AuditAdministration(AuditLog audit)
{
    /// <summary>Entries, the newest first, below an id.</summary>
    public async Task<Outcome<AuditPage>> ListAsync(
        Administrator actor, AuditFilter filter, long? before, int limit, CancellationToken cancellationToken)
    {
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        limit = Math.Clamp(limit, 1, AuditLog.MaxPage - 1);
        var found = await audit.ListAsync(filter, before, limit + 1, cancellationToken);
        return new AuditPage([.. found.Take(limit)], HasMore: found.Count > limit);
    }

    /// <summary>Computes the chain again.</summary>
    public async Task<Outcome<AuditCheck>> VerifyAsync(Administrator actor, CancellationToken cancellationToken)
        => actor.Allows(AdminRight.Read) ? await audit.VerifyAsync(cancellationToken) : ErrorCode.Forbidden;
}
