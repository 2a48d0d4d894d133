namespace ChatApp.Data.Presence;

/// <summary>When a person was last on line. Beside the accounts, whose rows are wide and have many indexes, because it is written all day.</summary>
internal sealed class LastSeenRow
{
    public required string UserId { get; set; }

    public DateTimeOffset SeenAt { get; set; }
}
