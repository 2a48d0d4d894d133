namespace ChatApp.Core.Moderation;

/// <summary>What shall become of a text.</summary>
public enum VerdictKind
{
    /// <summary>It holds no word.</summary>
    Pass,

    /// <summary>It passes unchanged, and moderators see it.</summary>
    Flag,

    /// <summary>It passes as <see cref="ModerationVerdict.Text"/>, with words covered.</summary>
    Mask,

    /// <summary>It waits for a moderator; where nothing can wait, as with names, it is refused.</summary>
    Hold,

    /// <summary>Its author believes it was sent, and nobody sees it; where that cannot be, as with names, it is refused.</summary>
    Drop,

    /// <summary>It is refused.</summary>
    Refuse,
}
