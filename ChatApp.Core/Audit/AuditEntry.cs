namespace ChatApp.Core.Audit;

/// <summary>One line of the audit log.</summary>
/// <param name="Id">Its place: gap-free from 1.</param>
/// <param name="What">What was done.</param>
/// <param name="Hash">SHA-256 over the hash of the entry before and everything in this one: whoever changes or removes an entry breaks
/// the chain from there on.</param>
public sealed record AuditEntry(long Id, AuditDraft What, byte[] Hash);
