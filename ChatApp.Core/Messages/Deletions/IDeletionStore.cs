using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages.Deletions;

/// <summary>Keeps what people deleted for themselves.</summary>
public interface IDeletionStore
{
    /// <summary>Hides messages that the member may see from them alone; which of them are hidden now that were not.</summary>
    Task<IReadOnlyList<long>> HideAsync(Membership member, IReadOnlyCollection<long> sequences, CancellationToken cancellationToken);

    /// <summary>Hides everything up to a sequence from the member alone, and forgets what they kept and hid of it.</summary>
    /// <returns>Up to where it is hidden now, and whether that moved.</returns>
    Task<(long Sequence, bool Moved)> ClearAsync(Membership member, long sequence, CancellationToken cancellationToken);
}
