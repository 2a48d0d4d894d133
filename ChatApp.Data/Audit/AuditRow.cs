namespace ChatApp.Data.Audit;

/// <summary>One line of the audit log. A trigger refuses to change or remove it: see the migration <c>AppendOnlyAudit</c>.</summary>
internal sealed class AuditRow
{
    /// <summary>Gap-free, so not from a sequence, which leaves gaps.</summary>
    public long Id { get; set; }

    public required string Actor { get; set; }

    public required string Action { get; set; }

    public required string Target { get; set; }

    /// <summary>JSON as text: <c>jsonb</c> would write it differently, and the hash is over what was written.</summary>
    public required string Details { get; set; }

    public required string Reason { get; set; }

    public DateTimeOffset At { get; set; }

    public required byte[] Hash { get; set; }
}
