using ChatApp.Core.Kernel;
using ChatApp.Core.Receipts;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>How far people have read a conversation and have it on a device.</summary>
internal sealed class ReceiptMethods(ReceiptService receipts) : IRpcMethods
{
    private const int UsualPage = 100;

    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.OfMessage("markRead", (caller, target, sequence, _, cancellationToken)
            => receipts.MarkReadAsync(caller.User, target, sequence, cancellationToken).As(mark => new WireMark(mark))),
        RpcMethod.OfConversation("markUnread", (caller, target, request, cancellationToken)
            => receipts.MarkUnreadAsync(caller.User, target, request.Sequence, cancellationToken).As(mark => new WireMark(mark))),
        RpcMethod.OfMessage("markDelivered", (caller, target, sequence, _, cancellationToken)
            => receipts.MarkDeliveredAsync(caller.User, target, sequence, cancellationToken).AsDone()),
        RpcMethod.OfConversation("marks", (caller, target, request, cancellationToken)
            => receipts.MarksAsync(caller.User, target, After(request), request.Limit ?? UsualPage, cancellationToken)
                .As(found => new WireMarkList([.. found.Select(WireMemberMark.From)]))),
        RpcMethod.OfMessage("readers", (caller, target, sequence, request, cancellationToken)
            => receipts.ReadersAsync(caller.User, target, sequence, request.Read ?? true, After(request), request.Limit ?? UsualPage, cancellationToken)
                .As(WireReaderPage.From)),
    ];

    private static UserId? After(RpcRequest request) => string.IsNullOrEmpty(request.AfterUser) ? null : new UserId(request.AfterUser);
}
