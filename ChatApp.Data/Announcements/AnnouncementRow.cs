namespace ChatApp.Data.Announcements;

/// <summary>The announcement of a group.</summary>
internal sealed class AnnouncementRow
{
    public required string GroupId { get; set; }

    public required string AuthorId { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
