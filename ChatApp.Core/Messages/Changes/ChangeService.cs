using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Changes;

/// <summary>Tells a device that was away what happened to messages it has.</summary>
public sealed class ChangeService(MessageAccess access, IChangeStore store, IMessageMarkStore marks)
{
    /// <summary>The changes of a conversation after a number, each with the message as it is now.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="target">The conversation.</param>
    /// <param name="after">The last number the device knows; 0 for none.</param>
    /// <param name="limit">How many at most, 1 to <see cref="MessageLimits.MaxPage"/>.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>The changes; or <see cref="ErrorCode.NotFound"/>, <see cref="ErrorCode.NotAMember"/> for one who left,
    /// <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<ChangePage>> ListAsync(UserId user, ConversationTarget target, long after, int limit, CancellationToken cancellationToken)
    {
        if (after < 0 || limit is < 1 or > MessageLimits.MaxPage)
        {
            return ErrorCode.InvalidRequest;
        }

        // Who left is told no more: what others write into old messages after that is written when they are no member.
        var membership = await access.ActAsync(user, target, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        var page = await store.ReadAfterAsync(membership.Value, after, limit, cancellationToken);
        var marked = await marks.AddAsync(user, [.. page.Changes.Select(change => change.Message)], cancellationToken);
        return page with { Changes = [.. page.Changes.Zip(marked, (change, message) => change with { Message = message })] };
    }
}
