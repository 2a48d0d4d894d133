using ChatApp.Core.Kernel;
using ChatApp.Core.Presence;
using ChatApp.Core.Users;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>Looking people up, and how they stand.</summary>
internal sealed class UserMethods(UserService people, PresenceService presence) : IRpcMethods
{
    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("users.me", (caller, _, cancellationToken) => people.GetAsync(caller.User, cancellationToken).As(WireUser.From)),
        RpcMethod.OfPerson("users.get", (_, user, _, cancellationToken) => people.GetAsync(user, cancellationToken).As(WireUser.From)),
        RpcMethod.Of("users.search", (_, request, cancellationToken) => people.SearchAsync(request.Query ?? string.Empty, cancellationToken)
            .As(found => new WireUserList([.. found.Select(WireUser.From)]))),
        RpcMethod.Of("presence.get", (caller, request, cancellationToken)
            => presence.ListAsync(caller.User, [.. (request.Users ?? []).Select(id => new UserId(id))], cancellationToken)
                .As(found => new WirePresenceList([.. found.Select(WirePresence.From)]))),
        RpcMethod.Of("presence.setStatus", (caller, request, cancellationToken)
            => presence.SetStatusAsync(caller.User, request.Text ?? string.Empty, request.Until, cancellationToken).AsDone()),
    ];
}
