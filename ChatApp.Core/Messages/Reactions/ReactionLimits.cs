namespace ChatApp.Core.Messages.Reactions;

/// <summary>What reactions may be.</summary>
public static class ReactionLimits
{
    /// <summary>The most UTF-8 bytes of an emoji: a couple kissing with two skin tones has 35, which no keyboard offers first; a family of four has 25.</summary>
    public const int MaxBytes = 32;

    /// <summary>The most different emoji on one message.</summary>
    public const int MaxDifferent = 20;

    /// <summary>The most emoji of one person on one message.</summary>
    public const int MaxOwn = 3;

    /// <summary>The most names of one page of who reacted.</summary>
    public const int MaxPage = 200;
}
