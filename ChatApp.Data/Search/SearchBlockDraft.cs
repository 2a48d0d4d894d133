using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Search;

namespace ChatApp.Data.Search;

/// <summary>Gathers what the messages of a block have.</summary>
internal sealed class SearchBlockDraft
{
    public HashSet<ulong> Terms { get; } = [];

    public int Version { get; private set; }

    public int Kinds { get; private set; }

    public long FirstId { get; private set; } = long.MaxValue;

    public long LastId { get; private set; }

    public void Add(int version, long id, string sender, MessageKind kind, string text)
    {
        Version = version;
        FirstId = Math.Min(FirstId, id);
        LastId = Math.Max(LastId, id);
        Kinds |= (1 << (int)kind) | (SearchText.HasLink(text) ? 1 : 0);
        Terms.Add(SearchTerms.OfSender(sender));
        SearchTerms.AddAll(SearchText.Fold(text), Terms);
    }
}
