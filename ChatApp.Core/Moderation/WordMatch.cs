namespace ChatApp.Core.Moderation;

/// <summary>Where in a text a word counts.</summary>
public enum WordMatch
{
    /// <summary>Anywhere, also inside a longer word.</summary>
    Contains = 1,

    /// <summary>Only with no letter or digit of the same script beside it.</summary>
    WholeWord = 2,

    /// <summary>Only as the whole text.</summary>
    Exact = 3,
}
