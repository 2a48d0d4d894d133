namespace ChatApp.Core.Moderation;

/// <summary>How a list of words is ordered.</summary>
public enum WordOrder
{
    /// <summary>What was changed last comes first.</summary>
    Newest,

    /// <summary>By the word, by code point.</summary>
    Text,
}
