namespace ChatApp.Data.Search;

/// <summary>How far a conversation is in the index. What comes after it is read as it is.</summary>
internal sealed class SearchProgressRow
{
    public long ConversationId { get; set; }

    public long IndexedSequence { get; set; }
}
