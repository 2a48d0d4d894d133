namespace ChatApp.Web.Api.Administration;

/// <summary>Why; kept in the audit log.</summary>
internal sealed record ReasonBody(string? Reason);
