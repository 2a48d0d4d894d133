namespace ChatApp.Data.Settings;

/// <summary>One change of one setting; null stands for the default.</summary>
internal sealed class SettingChangeRow
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public string? OldValue { get; set; }

    public string? NewValue { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
