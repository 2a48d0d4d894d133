namespace ChatApp.Data.Groups;

/// <summary>What a group has beside its conversation.</summary>
internal sealed class GroupRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required string OwnerId { get; set; }

    public string? Avatar { get; set; }

    /// <summary>Who joins sees what was written before.</summary>
    public bool HistoryVisible { get; set; }

    /// <summary>How many days its messages are kept; 0 keeps them for ever, null is as the settings say for groups.</summary>
    public int? RetentionDays { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
