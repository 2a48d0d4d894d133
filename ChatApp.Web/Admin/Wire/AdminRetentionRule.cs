namespace ChatApp.Web.Admin.Wire;

/// <summary>A rule for a group: the body of <c>PUT /api/v1/admin/groups/{id}/retention</c>.</summary>
/// <param name="Days">How many days messages are kept, 0 for ever; absent for the setting of all groups.</param>
/// <param name="Reason">Why; goes into the audit log.</param>
public sealed record AdminRetentionRule(int? Days, string? Reason);
