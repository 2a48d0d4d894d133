using ChatApp.Core.Audit;

namespace ChatApp.Core.Administration;

/// <summary>A page of the audit log, the newest first.</summary>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, bool HasMore);
