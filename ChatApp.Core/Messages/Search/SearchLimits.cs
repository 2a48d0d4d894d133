namespace ChatApp.Core.Messages.Search;

/// <summary>What a search may ask for and look at.</summary>
public static class SearchLimits
{
    /// <summary>The most messages of one page.</summary>
    public const int MaxPage = 100;

    /// <summary>The most parts, separated by spaces, of a text to look for; what comes after them is not looked at.</summary>
    public const int MaxTokens = 16;

    /// <summary>How many messages one page may make the server read. A search that needs more goes on with its cursor.</summary>
    // Read and compared in a tenth of a second or so; a false trail of the index costs 64.
    public const int MaxRead = 20_000;
}
