namespace ChatApp.Data.Moderation;

/// <summary>The one row that counts the changes of the list of words. Whoever changes the list locks it first.</summary>
internal sealed class WordListRow
{
    public const short OnlyId = 1;

    public short Id { get; set; }

    public long Version { get; set; }
}
