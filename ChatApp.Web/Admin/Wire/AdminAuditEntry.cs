using System.Globalization;
using ChatApp.Core.Audit;

namespace ChatApp.Web.Admin.Wire;

/// <summary>A line of the audit log as the hub sends it.</summary>
public sealed record AdminAuditEntry(
    string Id, DateTimeOffset At, string Actor, string Action, string Target, string Details, string Reason, string Hash)
{
    /// <summary>Writes an entry.</summary>
    public static AdminAuditEntry From(AuditEntry entry) => new(
        entry.Id.ToString(CultureInfo.InvariantCulture),
        entry.What.At,
        entry.What.Actor.Value,
        entry.What.Action,
        entry.What.Target,
        entry.What.Details,
        entry.What.Reason,
        Convert.ToHexStringLower(entry.Hash));
}
