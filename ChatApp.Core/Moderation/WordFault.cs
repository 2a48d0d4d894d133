namespace ChatApp.Core.Moderation;

/// <summary>Why a word, or a line of an imported file, is not accepted.</summary>
public enum WordFault
{
    /// <summary>It has no letter or digit, so it could never be found.</summary>
    NoLetters,

    /// <summary>The word, its category or its note is too long, or holds control characters.</summary>
    TooLong,

    /// <summary>An earlier line has the same word.</summary>
    Repeated,

    /// <summary>A column, or a choice, holds what it cannot hold.</summary>
    BadColumn,

    /// <summary>The list would have more words than it may.</summary>
    TooMany,
}
