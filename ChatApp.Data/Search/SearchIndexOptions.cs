namespace ChatApp.Data.Search;

/// <summary>How the search index follows the log.</summary>
public sealed class SearchIndexOptions
{
    /// <summary>How long the indexer rests when it has nothing to do. Defaults to 1 second. What is not indexed yet is found all the same.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a conversation must be quiet before an unfinished block of it is indexed. Defaults to 5 seconds.</summary>
    // A conversation that is written to is indexed 64 messages at a time, or each message would make its block anew.
    public TimeSpan Quiet { get; set; } = TimeSpan.FromSeconds(5);
}
