using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>Reads runs of a conversation's log along its primary key; what the reader may see, the caller has decided.</summary>
public interface IMessageReader
{
    /// <summary>Up to <paramref name="limit"/> messages above <paramref name="after"/> and not above <paramref name="upTo"/>, rising.</summary>
    Task<IReadOnlyList<Message>> ReadAfterAsync(ConversationId conversation, long after, long upTo, int limit, CancellationToken cancellationToken);

    /// <summary>The same without what the reader deleted for themselves.</summary>
    Task<IReadOnlyList<Message>> ReadAfterAsync(UserId reader, ConversationId conversation, long after, long upTo, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> messages below <paramref name="before"/> and above <paramref name="downTo"/>, rising, without what the
    /// reader deleted for themselves.
    /// </summary>
    Task<IReadOnlyList<Message>> ReadBeforeAsync(UserId reader, ConversationId conversation, long before, long downTo, int limit, CancellationToken cancellationToken);

    /// <summary>The first sequence between two of what was stored at a moment or later; <see langword="null"/> for none.</summary>
    Task<long?> FindSinceAsync(ConversationId conversation, long from, long to, DateTimeOffset moment, CancellationToken cancellationToken);
}
