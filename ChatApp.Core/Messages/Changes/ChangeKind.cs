namespace ChatApp.Core.Messages.Changes;

/// <summary>What happened to a stored message. The wire has the name in camel case; the table has the number.</summary>
public enum ChangeKind
{
    /// <summary>It was removed for everyone.</summary>
    Recalled = 1,

    /// <summary>Its words were changed.</summary>
    Edited = 2,

    /// <summary>An emoji was put on it or taken off.</summary>
    Reaction = 3,

    /// <summary>It was pinned or unpinned.</summary>
    Pinned = 4,
}
