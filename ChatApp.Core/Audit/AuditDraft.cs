using ChatApp.Core.Kernel;

namespace ChatApp.Core.Audit;

/// <summary>What somebody did, before it has its place in the log.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, as <c>word.add</c>: the feature, a dot and a verb. Up to <see cref="MaxAction"/> characters.</param>
/// <param name="Target">To what, as <c>word:12</c> or <c>user:alice</c>. Up to <see cref="MaxTarget"/> characters.</param>
/// <param name="Details">More, as a JSON object.</param>
/// <param name="Reason">Why, in the actor's words; may be empty. Up to <see cref="MaxReason"/> characters.</param>
/// <param name="At">When, to the microsecond: the store keeps no more, and the hash is over what is kept.</param>
public sealed record AuditDraft(UserId Actor, string Action, string Target, string Details, string Reason, DateTimeOffset At)
{
    /// <summary>The most characters of an action.</summary>
    public const int MaxAction = 64;

    /// <summary>The most characters of a target.</summary>
    public const int MaxTarget = 200;

    /// <summary>The most characters of a reason.</summary>
    public const int MaxReason = 500;
}
