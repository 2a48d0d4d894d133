namespace ChatApp.Data.Moderation;

/// <summary>A word that the server looks for.</summary>
internal sealed class SensitiveWordRow
{
    public long Id { get; set; }

    public required string Text { get; set; }

    public required string Category { get; set; }

    public short Match { get; set; }

    public short Action { get; set; }

    public short Scopes { get; set; }

    public bool Enabled { get; set; }

    public required string Note { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public long Version { get; set; }
}
