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

    /// <summary>It is refused.</summary>
    Refuse,
}
