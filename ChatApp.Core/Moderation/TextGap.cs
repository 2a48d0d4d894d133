namespace ChatApp.Core.Moderation;

/// <summary>What stands between two letters, in rising order of how natural it is that they belong to different words.</summary>
internal enum TextGap : byte
{
    /// <summary>Nothing that can be seen.</summary>
    None = 0,

    /// <summary>A sign that does not separate words: an asterisk, an underscore, an emoji, a full stop with no space after it.</summary>
    Symbol = 1,

    /// <summary>Space or the end of a line.</summary>
    Space = 2,

    /// <summary>Punctuation that separates words and sentences, an apostrophe included.</summary>
    Sentence = 3,

    /// <summary>So much that nobody reads across it.</summary>
    Break = 4,
}
