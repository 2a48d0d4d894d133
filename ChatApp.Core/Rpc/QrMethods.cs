using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>The phone's side of signing in by QR code.</summary>
internal sealed class QrMethods(QrLoginService logins, IOwnAddresses addresses, TimeProvider clock) : IRpcMethods
{
    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("qr.scan", ScanAsync),
        RpcMethod.Of("qr.get", (caller, request, cancellationToken)
            => logins.PeekAsync(Code(request), caller.Session, cancellationToken).As(ticket => Sheet(ticket, caller))),
        RpcMethod.Of("qr.confirm", (caller, request, cancellationToken)
            => logins.ConfirmAsync(Code(request), caller.Session, request.Number ?? 0, cancellationToken).As(ticket => Sheet(ticket, caller))),
        RpcMethod.Of("qr.refuse", (caller, request, cancellationToken)
            => logins.RefuseAsync(Code(request), caller.Session, request.Report ?? false, cancellationToken).AsDone()),
        RpcMethod.Of("qr.cancel", (caller, request, cancellationToken)
            => logins.CancelOnPhoneAsync(Code(request), caller.Session, cancellationToken).AsDone()),
    ];

    private static string Code(RpcRequest request) => request.Code ?? string.Empty;

    private async Task<Outcome<RpcResult>> ScanAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
        => QrLoginCodes.TryRead(request.Code, host => addresses.IsOwn(host, caller.Authority), out var code)
            ? await logins.ScanAsync(code, caller.User, caller.Session, caller.Address, cancellationToken).As(ticket => Sheet(ticket, caller))
            : ErrorCode.InvalidRequest;

    private WireQrSheet Sheet(QrTicket ticket, RpcCaller caller) => WireQrSheet.From(ticket, caller.Address, clock.GetUtcNow());
}
