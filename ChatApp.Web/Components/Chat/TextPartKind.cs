namespace ChatApp.Web.Components.Chat;

/// <summary>What a piece of a message's text is.</summary>
public enum TextPartKind
{
    /// <summary>Words.</summary>
    Plain,

    /// <summary>A web address.</summary>
    Link,

    /// <summary>Another person's mention.</summary>
    Mention,

    /// <summary>The reader's own mention.</summary>
    MentionMe,
}
