using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>The caller's sessions, and what happened to the caller's account.</summary>
internal sealed class SessionMethods(SessionService sessions, SecurityLog securityLog) : IRpcMethods
{
    private const int UsualPage = 50;

    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("sessions.list", (caller, _, cancellationToken) => sessions.ListAsync(caller.User, cancellationToken)
            .AsListed(list => new WireSessionList([.. list.Select(session => WireSession.From(session, caller.Session))]))),
        RpcMethod.Of("sessions.end", (caller, request, cancellationToken) => EndAsync(caller, request, SessionEndReason.EndedByOwner, cancellationToken)),
        RpcMethod.Of("sessions.endOthers", EndOthersAsync),
        RpcMethod.Of("sessions.rename", RenameAsync),
        RpcMethod.Of("sessions.notMine", (caller, request, cancellationToken) => EndAsync(caller, request, SessionEndReason.NotMine, cancellationToken)),
        RpcMethod.Of("security.list", (caller, request, cancellationToken) => ListAsync(caller, request.Before, request.Limit ?? UsualPage, cancellationToken)),
    ];

    private async Task<Outcome<RpcResult>> EndAsync(RpcCaller caller, RpcRequest request, SessionEndReason reason, CancellationToken cancellationToken)
        => Guid.TryParseExact(request.Session, "N", out var session)
            ? await sessions.EndOwnAsync(caller.User, new SessionId(session), reason, cancellationToken).AsDone()
            : ErrorCode.NotFound;

    private async Task<Outcome<RpcResult>> RenameAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
        => Guid.TryParseExact(request.Session, "N", out var session)
            ? await sessions.RenameAsync(caller.User, new SessionId(session), request.Name ?? string.Empty, cancellationToken).AsDone()
            : ErrorCode.NotFound;

    private async Task<Outcome<RpcResult>> ListAsync(RpcCaller caller, long? before, int limit, CancellationToken cancellationToken)
        => await securityLog.ListAsync(caller.User, before, limit, cancellationToken).As(events => WireSecurityLog.From(events, limit, caller.Session));

    private async Task<Outcome<RpcResult>> EndOthersAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(caller.User, caller.Session, SessionEndReason.EndedByOwner, cancellationToken);
        return RpcResult.Done;
    }
}
