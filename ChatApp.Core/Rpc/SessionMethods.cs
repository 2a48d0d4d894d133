using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>The caller's sessions.</summary>
internal sealed class SessionMethods(SessionService sessions) : IRpcMethods
{
    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("sessions.list", (caller, _, cancellationToken) => sessions.ListAsync(caller.User, cancellationToken)
            .AsListed(list => new WireSessionList([.. list.Select(session => WireSession.From(session, caller.Session))]))),
        RpcMethod.Of("sessions.end", EndAsync),
        RpcMethod.Of("sessions.endOthers", EndOthersAsync),
    ];

    private async Task<Outcome<RpcResult>> EndAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
        => Guid.TryParseExact(request.Session, "N", out var session)
            ? await sessions.EndOwnAsync(caller.User, new SessionId(session), SessionEndReason.EndedByOwner, cancellationToken).AsDone()
            : ErrorCode.NotFound;

    private async Task<Outcome<RpcResult>> EndOthersAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(caller.User, caller.Session, SessionEndReason.EndedByOwner, cancellationToken);
        return RpcResult.Done;
    }
}
