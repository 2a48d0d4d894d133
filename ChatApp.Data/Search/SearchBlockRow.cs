namespace ChatApp.Data.Search;

/// <summary>What is in a run of <see cref="SearchSignature.BlockLength"/> messages of a conversation: enough to know where it is not worth looking.</summary>
internal sealed class SearchBlockRow
{
    public long ConversationId { get; set; }

    /// <summary>From 0; block 0 holds the sequences 1 to 64.</summary>
    public long Block { get; set; }

    /// <summary>A Bloom filter of the terms; null when a message was changed since: there may be anything then.</summary>
    public byte[]? Signature { get; set; }

    /// <summary>The bits of the signature; 0 while there is none.</summary>
    public int Bits { get; set; }

    /// <summary>A bit for each kind of message, by its number, and bit 0 for a text with a link.</summary>
    public int Kinds { get; set; }

    /// <summary>The first and the last message's id.</summary>
    public long FirstId { get; set; }

    public long LastId { get; set; }

    /// <summary>Rises with each change of a text: an index of words that were changed meanwhile is not written.</summary>
    public int Version { get; set; }
}
