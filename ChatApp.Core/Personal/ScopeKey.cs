namespace ChatApp.Core.Personal;

/// <summary>What the key of a setting names.</summary>
public enum ScopeKey
{
    /// <summary>Nothing: the key is empty, and the scope has one value.</summary>
    None = 0,

    /// <summary>A conversation as <c>type-line-target</c>.</summary>
    Conversation = 1,

    /// <summary>A person's id.</summary>
    User = 2,

    /// <summary>A group's id.</summary>
    Group = 3,

    /// <summary>Whatever the writer likes, without control characters.</summary>
    Any = 4,
}
