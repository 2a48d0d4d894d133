using ChatApp.Core.Messages.Deletions;
using ChatApp.Core.Messages.Stars;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>What people do to messages for themselves.</summary>
internal sealed class OwnMessageMethods(StarService stars, DeletionService deletions) : IRpcMethods
{
    private const int UsualPage = 50;

    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("stars", (caller, request, cancellationToken) => stars.ListAsync(caller.User, request.Before, request.Limit ?? UsualPage, cancellationToken)
            .As(page => new WireStars([.. page.Stars.Select(star => WireStar.From(star, caller.User))], page.HasMore))),
        RpcMethod.OfMessage("star", (caller, target, sequence, request, cancellationToken)
            => stars.SetAsync(caller.User, target, sequence, request.Value ?? true, cancellationToken).AsDone()),
        RpcMethod.OfConversation("delete", (caller, target, request, cancellationToken)
            => deletions.DeleteAsync(caller.User, target, request.Sequences ?? [], cancellationToken).AsDone()),
        RpcMethod.OfConversation("clear", (caller, target, request, cancellationToken)
            => deletions.ClearAsync(caller.User, target, request.UpTo, cancellationToken).As(sequence => new WireCleared(sequence))),
    ];
}
