namespace ChatApp.Core.Moderation;

/// <summary>What happens to a text that holds a word, in rising order: of several words the strongest decides.</summary>
public enum WordAction
{
    /// <summary>The text passes unchanged; moderators see the hit.</summary>
    Flag = 1,

    /// <summary>The text passes with the word covered by asterisks, for its author too.</summary>
    Mask = 2,

    /// <summary>The text waits for a moderator. A text that cannot wait, as a name, is refused.</summary>
    Hold = 3,

    /// <summary>The author believes it was sent, and nobody else sees it. A text that must be there for others, as a name, is refused.</summary>
    Drop = 4,

    /// <summary>The text is refused, and its author is told.</summary>
    Refuse = 5,
}
