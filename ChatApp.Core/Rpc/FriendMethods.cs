using ChatApp.Core.Friends;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>Friends, and asking to be one.</summary>
internal sealed class FriendMethods(FriendService friends) : IRpcMethods
{
    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("friends.list", (caller, _, cancellationToken) => friends.ListAsync(caller.User, cancellationToken)
            .AsListed(list => new WireFriendList([.. list.Select(WireFriend.From)]))),
        RpcMethod.Of("friends.requests", (caller, _, cancellationToken) => friends.ListRequestsAsync(caller.User, cancellationToken)
            .AsListed(list => new WireFriendRequestList([.. list.Select(WireFriendRequest.Of)]))),
        RpcMethod.OfPerson("friends.request", (caller, user, request, cancellationToken)
            => friends.RequestAsync(caller.User, user, request.Greeting ?? string.Empty, cancellationToken)
                .As(state => new WireFriendRequestOutcome(state == FriendRequestState.Accepted))),
        RpcMethod.OfPerson("friends.answer", (caller, user, request, cancellationToken)
            => friends.AnswerAsync(caller.User, user, request.Accept ?? false, cancellationToken).AsDone()),
        RpcMethod.OfPerson("friends.remove", (caller, user, _, cancellationToken) => friends.RemoveAsync(caller.User, user, cancellationToken).AsDone()),
        RpcMethod.OfPerson("friends.block", (caller, user, request, cancellationToken)
            => friends.SetBlockedAsync(caller.User, user, request.Blocked ?? true, cancellationToken).AsDone()),
    ];
}
