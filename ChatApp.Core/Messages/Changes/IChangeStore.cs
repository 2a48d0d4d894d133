using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages.Changes;

/// <summary>Reads what happened to stored messages.</summary>
public interface IChangeStore
{
    /// <summary>Up to <paramref name="limit"/> changes above a number, of messages that the member may see.</summary>
    Task<ChangePage> ReadAfterAsync(Membership member, long after, int limit, CancellationToken cancellationToken);
}
