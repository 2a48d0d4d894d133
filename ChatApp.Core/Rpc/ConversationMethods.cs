using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.CatchUp;
using ChatApp.Core.Personal;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>A person's conversations and what is in them.</summary>
internal sealed class ConversationMethods(
    ConversationService conversations, MessageService messages, CatchUpService catchUp, ConversationMarkService marks, DraftService drafts) : IRpcMethods
{
    private const int UsualPage = 50;

    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("conversations", (caller, _, cancellationToken) => conversations.ListAsync(caller.User, cancellationToken)
            .AsListed(list => new WireConversationList([.. list.Select(WireConversationRow.From)]))),
        RpcMethod.OfConversation("conversations.mark", (caller, target, request, cancellationToken) => marks.SetAsync(
            caller.User, target, new ConversationMarks(request.Muted, request.MutedUntil, request.Pinned, request.Archived), cancellationToken).AsDone()),
        RpcMethod.OfConversation("history", HistoryAsync),
        RpcMethod.Of("catchUp", RpcJson.Default.RpcCatchUp, CatchUpAsync),
        RpcMethod.OfConversation("typing", (caller, target, _, cancellationToken) => messages.TypingAsync(caller.User, target, cancellationToken).AsDone()),
        RpcMethod.OfConversation("drafts.get", (caller, target, _, cancellationToken)
            => drafts.GetAsync(caller.User, target, cancellationToken).As(WireDraft.From)),
        RpcMethod.OfConversation("drafts.put", (caller, target, request, cancellationToken) => drafts.SaveAsync(
            caller.User,
            target,
            new DraftChange(request.Text ?? string.Empty, request.ReplyTo, request.Base ?? 0, request.DropOthers ?? false),
            cancellationToken).As(WireDraft.From)),
    ];

    private Task<Outcome<RpcResult>> HistoryAsync(
        RpcCaller caller, ConversationTarget target, RpcRequest request, CancellationToken cancellationToken)
        => messages.HistoryAsync(
            caller.User,
            target,
            new HistoryQuery(request.Before, request.After, request.Around, request.At, request.Limit ?? UsualPage),
            cancellationToken).As(page => WirePage.From(page, caller.User));

    private async Task<Outcome<RpcResult>> CatchUpAsync(RpcCaller caller, RpcCatchUp request, CancellationToken cancellationToken)
    {
        if (request.Cursors is null)
        {
            return request.Conversation is null
                ? ErrorCode.InvalidRequest
                : await HistoryAsync(
                    caller, request.Conversation.ToTarget(), new RpcRequest { After = request.After ?? 0, Limit = request.Limit }, cancellationToken);
        }

        if (request.Cursors.Any(cursor => cursor?.Conversation is null))
        {
            return ErrorCode.InvalidRequest;
        }

        return await catchUp.CatchUpAsync(
            caller.User,
            [.. request.Cursors.Select(cursor => cursor!.ToCursor())],
            request.Limit ?? CatchUpLimits.DefaultMessages,
            cancellationToken).As(found => WireCaughtUp.From(found, caller.User));
    }
}
