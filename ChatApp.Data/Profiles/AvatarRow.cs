namespace ChatApp.Data.Profiles;

/// <summary>A person's picture. Small enough to lie in its row, and so in every backup of the database.</summary>
internal sealed class AvatarRow
{
    public required string Id { get; set; }

    public required string OwnerId { get; set; }

    public required string ContentType { get; set; }

    public required byte[] Bytes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
