using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.CatchUp;

/// <summary>Reads runs of many conversations' logs at once.</summary>
public interface ICatchUpReader
{
    /// <summary>All messages of the ranges in one query, without those that the reader deleted for themselves; rising in each conversation.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="ranges">What to read; the caller has decided that the reader may see it, and bounds how much it is.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<Message>> ReadAsync(
        UserId reader, IReadOnlyList<(ConversationId Conversation, SequenceRange Range)> ranges, CancellationToken cancellationToken);
}
