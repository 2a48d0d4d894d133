using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;

namespace ChatApp.Core.Wire;

/// <summary>A run of a conversation's changes on the wire.</summary>
/// <param name="Changes">The changes, rising.</param>
/// <param name="Next">The number to ask after next time.</param>
/// <param name="HasMore">Whether there are more already.</param>
public sealed record WireChanges(IReadOnlyList<WireChange> Changes, long Next, bool HasMore)
{
    /// <summary>A page as one reader sees it.</summary>
    public static WireChanges From(ChangePage page, UserId reader)
        => new([.. page.Changes.Select(change => WireChange.From(change, reader))], page.Next, page.HasMore);
}
