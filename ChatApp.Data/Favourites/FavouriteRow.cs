namespace ChatApp.Data.Favourites;

/// <summary>Something a person keeps.</summary>
internal sealed class FavouriteRow
{
    public long Id { get; set; }

    public required string UserId { get; set; }

    public required string MessageUid { get; set; }

    public int Type { get; set; }

    public int ConversationType { get; set; }

    public required string ConversationTarget { get; set; }

    public int ConversationLine { get; set; }

    public required string Origin { get; set; }

    public required string Sender { get; set; }

    public required string Title { get; set; }

    public required string Url { get; set; }

    public required string ThumbUrl { get; set; }

    public required string Data { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
