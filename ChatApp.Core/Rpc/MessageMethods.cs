using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Forwards;
using ChatApp.Core.Messages.Pins;
using ChatApp.Core.Messages.Reactions;
using ChatApp.Core.Messages.Recalls;
using ChatApp.Core.Messages.Search;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>What members do to messages for everyone to see, and finding messages.</summary>
internal sealed class MessageMethods(
    ChangeService changes,
    EditService edits,
    RecallService recalls,
    ReactionService reactions,
    PinService pins,
    ForwardService forwards,
    SearchService search) : IRpcMethods
{
    private const int UsualPage = 50;

    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.OfConversation("changes", (caller, target, request, cancellationToken)
            => changes.ListAsync(caller.User, target, request.After ?? 0, request.Limit ?? UsualPage, cancellationToken)
                .As(page => WireChanges.From(page, caller.User))),
        RpcMethod.OfMessage("edit", (caller, target, sequence, request, cancellationToken)
            => edits.EditAsync(caller.User, target, sequence, request.Text ?? string.Empty, cancellationToken)
                .As(message => WireMessage.From(message, caller.User))),
        RpcMethod.OfMessage("versions", (caller, target, sequence, _, cancellationToken)
            => edits.ListVersionsAsync(caller.User, target, sequence, cancellationToken)
                .As(versions => new WireVersions([.. versions.Select(WireVersion.From)]))),
        RpcMethod.OfMessage("recall", (caller, target, sequence, _, cancellationToken)
            => recalls.RecallAsync(caller.User, target, sequence, cancellationToken).AsDone()),
        RpcMethod.OfMessage("react", (caller, target, sequence, request, cancellationToken)
            => reactions.SetAsync(caller.User, target, sequence, request.Emoji ?? string.Empty, request.Value ?? true, cancellationToken).AsDone()),
        RpcMethod.OfMessage("reactions", (caller, target, sequence, _, cancellationToken)
            => reactions.ListAsync(caller.User, target, sequence, cancellationToken)
                .As(people => new WireReactors([.. people.Select(reactor => new WireReactor(reactor.User.Value, reactor.DisplayName, reactor.Emoji))]))),
        RpcMethod.OfConversation("pins", (caller, target, _, cancellationToken)
            => pins.ListAsync(caller.User, target, cancellationToken)
                .As(found => new WirePins([.. found.Select(pin => WirePin.From(pin, caller.User))]))),
        RpcMethod.OfMessage("pin", (caller, target, sequence, request, cancellationToken)
            => pins.SetAsync(caller.User, target, sequence, request.Value ?? true, cancellationToken).AsDone()),
        RpcMethod.Of("forward", RpcJson.Default.WireForward, ForwardAsync),
        RpcMethod.Of("forwardMerged", RpcJson.Default.WireMerge, MergeAsync),
        RpcMethod.Of("search", RpcJson.Default.WireSearch, SearchAsync),
    ];

    private async Task<Outcome<RpcResult>> ForwardAsync(RpcCaller caller, WireForward forward, CancellationToken cancellationToken)
    {
        var read = forward.Read(caller.User, caller.Session);
        return read.Refusal is { } malformed
            ? malformed
            : await forwards.ForwardAsync(read.Value.Route, read.Value.Items, cancellationToken).As(outcomes => WireResults.From(forward, outcomes));
    }

    private async Task<Outcome<RpcResult>> MergeAsync(RpcCaller caller, WireMerge merge, CancellationToken cancellationToken)
    {
        var read = merge.Read(caller.User, caller.Session);
        return read.Refusal is { } malformed
            ? malformed
            : await forwards.MergeAsync(read.Value.Route, read.Value.ClientId, merge.Sequences ?? [], merge.Title, cancellationToken).As(WireSent.From);
    }

    private async Task<Outcome<RpcResult>> SearchAsync(RpcCaller caller, WireSearch request, CancellationToken cancellationToken)
    {
        var query = request.ToQuery();
        return query.Refusal is { } refusal
            ? refusal
            : await search.SearchAsync(caller.User, query.Value, cancellationToken).As(page => WireSearchPage.From(page, caller.User));
    }
}
