using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Retention;

namespace ChatApp.Core.Administration;

/// <summary>How long messages are kept, for administrators; without the right everything answers <see cref="ErrorCode.Forbidden"/>.</summary>
public sealed class RetentionAdministration(IRetentionStore store, AuditLog audit)
{
    /// <summary>The most days of a rule: a hundred years.</summary>
    public const int MaxDays = 36_500;

    /// <summary>What retention has done so far, everywhere.</summary>
    public async Task<Outcome<RetentionFigures>> ReadFiguresAsync(Administrator actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Allows(AdminRight.Read) ? await store.ReadFiguresAsync(cancellationToken) : ErrorCode.Forbidden;
    }

    /// <summary>The rule of a group and what was done by it.</summary>
    /// <returns>The rule; or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<GroupRetention>> ReadGroupAsync(Administrator actor, string group, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Allows(AdminRight.Read))
        {
            return ErrorCode.Forbidden;
        }

        return await store.ReadGroupAsync(group, cancellationToken) is { } found ? found : ErrorCode.NotFound;
    }

    /// <summary>Gives a group a rule of its own, or takes it back. Messages go with the next sweep, within the hour.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="group">The group.</param>
    /// <param name="days">How many days its messages are kept, up to <see cref="MaxDays"/>; 0 for ever; <see langword="null"/> for the setting of all groups.</param>
    /// <param name="reason">Why; goes into the audit log.</param>
    /// <param name="cancellationToken">Observed until the rule is stored.</param>
    /// <returns>The rule as it is now; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<GroupRetention>> SetGroupAsync(
        Administrator actor, string group, int? days, string? reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.Allows(AdminRight.Administer))
        {
            return ErrorCode.Forbidden;
        }

        if (days is < 0 or > MaxDays)
        {
            return ErrorCode.InvalidRequest;
        }

        if (await store.ReadGroupAsync(group, cancellationToken) is not { } before)
        {
            return ErrorCode.NotFound;
        }

        // On record before it is done: what was removed and not recorded would be nobody's.
        await audit.RecordAsync(actor.Id, "retention.set", $"group:{group}", new { from = before.Days, to = days }, reason, cancellationToken);
        await store.SetGroupRuleAsync(group, days, CancellationToken.None);
        return before with { Days = days };
    }
}
