using ChatApp.Core.Kernel;

namespace ChatApp.Core.Audit;

/// <summary>Which entries are wanted; what is <see langword="null"/> does not narrow.</summary>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done: an action, or the feature before its dot.</param>
/// <param name="Target">To what exactly.</param>
public sealed record AuditFilter(UserId? Actor = null, string? Action = null, string? Target = null);
