namespace ChatApp.Core.Moderation;

/// <summary>The kinds of text that words are looked for in; a word has a set of them, a text has one.</summary>
[Flags]
public enum ModerationScope
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>Messages of every kind: text, captions, file names, the texts of cards.</summary>
    Messages = 1,

    /// <summary>The names of people, devices and things.</summary>
    Names = 2,

    /// <summary>The names of groups, rooms and channels.</summary>
    GroupNames = 4,

    /// <summary>Notices and descriptions of groups.</summary>
    Notices = 8,

    /// <summary>Everywhere.</summary>
    All = Messages | Names | GroupNames | Notices,
}
