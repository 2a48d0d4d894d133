namespace ChatApp.Core.Messages;

/// <summary>What a message is. The wire has the name in camel case; the table has the number.</summary>
public enum MessageKind
{
    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>A picture; the text is its caption.</summary>
    Image = 2,

    /// <summary>A voice recording.</summary>
    Voice = 3,

    /// <summary>A video.</summary>
    Video = 4,

    /// <summary>A file; the text is its name.</summary>
    File = 5,

    /// <summary>A place.</summary>
    Location = 6,

    /// <summary>A sticker.</summary>
    Sticker = 7,

    /// <summary>A link with a title.</summary>
    Link = 8,

    /// <summary>A person's, group's or channel's card.</summary>
    Card = 9,

    /// <summary>Several messages forwarded as one.</summary>
    Record = 10,

    /// <summary>Something that happened in the conversation; only the server writes it.</summary>
    Notice = 11,

    /// <summary>Somebody is typing. Told, never stored.</summary>
    Typing = 12,

    /// <summary>An application's own kind.</summary>
    Custom = 13,
}
