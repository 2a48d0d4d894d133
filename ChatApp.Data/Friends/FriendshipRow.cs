namespace ChatApp.Data.Friends;

/// <summary>What one person keeps of another; a friendship is two rows, one each way.</summary>
internal sealed class FriendshipRow
{
    public required string UserId { get; set; }

    public required string FriendId { get; set; }

    public bool IsFriend { get; set; }

    /// <summary>The person refuses what the other sends.</summary>
    public bool IsBlocked { get; set; }

    public string? Remark { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
