namespace ChatApp.Data.Friends;

/// <summary>The last request of one person to another.</summary>
internal sealed class FriendRequestRow
{
    public required string FromId { get; set; }

    public required string ToId { get; set; }

    public required string Greeting { get; set; }

    public short State { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
}
