using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages;

/// <summary>Finds what hangs on messages.</summary>
public interface IMessageMarkStore
{
    /// <summary>The same messages with what hangs on them for a reader: one round trip, however many messages and conversations.</summary>
    Task<IReadOnlyList<Message>> AddAsync(UserId reader, IReadOnlyList<Message> messages, CancellationToken cancellationToken);
}
