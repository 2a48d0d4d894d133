using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages;

/// <summary>Finds single messages.</summary>
public interface IMessageFinder
{
    /// <summary>Those of the messages that the member may see, rising: neither before nor after their time, nor deleted by them.</summary>
    Task<IReadOnlyList<Message>> FindAsync(Membership member, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken);
}
