namespace ChatApp.Core.Audit;

/// <summary>What a check of the chain found.</summary>
/// <param name="VerifiedTo">The last entry that is as it was written; 0 for none.</param>
/// <param name="BrokenAt">The first place that is missing or was changed, or <see langword="null"/> when all is well.</param>
public sealed record AuditCheck(long VerifiedTo, long? BrokenAt);
