using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>Groups and who is in them.</summary>
internal sealed class GroupMethods(GroupService groups, GroupRightsService rights) : IRpcMethods
{
    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("groups.create", CreateAsync),
        RpcMethod.Of("groups.get", (caller, request, cancellationToken) => groups.GetAsync(caller.User, Id(request), cancellationToken).As(WireGroup.From)),
        RpcMethod.Of("groups.rename", (caller, request, cancellationToken)
            => groups.RenameAsync(caller.User, Id(request), request.Name ?? string.Empty, cancellationToken).AsDone()),
        RpcMethod.Of("groups.setHistory", SetHistoryAsync),
        RpcMethod.Of("groups.members", (caller, request, cancellationToken) => groups.MembersAsync(
            caller.User, Id(request), UserId.TryParse(request.AfterUser, out var last) ? last : null, cancellationToken)
            .As(members => new WireMemberList([.. members.Select(WireMember.From)]))),
        RpcMethod.Of("groups.add", AddAsync),
        RpcMethod.OfPerson("groups.remove", (caller, user, request, cancellationToken)
            => groups.RemoveMemberAsync(caller.User, Id(request), user, cancellationToken).AsDone()),
        RpcMethod.Of("groups.rights", (caller, request, cancellationToken)
            => rights.GetAsync(caller.User, Id(request), cancellationToken).As(WireGroupRights.From)),
        RpcMethod.Of("groups.setRights", SetRightsAsync),
    ];

    private static string Id(RpcRequest request) => request.Group ?? string.Empty;

    private async Task<Outcome<RpcResult>> CreateAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
    {
        var members = RpcRequest.People(request.Members);
        return members.Refusal is { } refusal
            ? refusal
            : await groups.CreateAsync(caller.User, request.Name ?? string.Empty, members.Value, cancellationToken).As(WireGroup.From);
    }

    private async Task<Outcome<RpcResult>> SetHistoryAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
        => request.Visible is { } visible
            ? await groups.SetHistoryVisibleAsync(caller.User, Id(request), visible, cancellationToken).AsDone()
            : ErrorCode.InvalidRequest;

    private async Task<Outcome<RpcResult>> AddAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
    {
        var users = RpcRequest.People(request.Users);
        return users.Refusal is { } refusal
            ? refusal
            : await groups.AddMembersAsync(caller.User, Id(request), users.Value, cancellationToken)
                .As(added => new WireAddedMembers([.. added.Select(user => user.Value)]));
    }

    private async Task<Outcome<RpcResult>> SetRightsAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
    {
        var wanted = new WireGroupRights(request.MentionEveryone, request.Pin).Read();
        return wanted.Refusal is { } refusal ? refusal : await rights.SetAsync(caller.User, Id(request), wanted.Value, cancellationToken).AsDone();
    }
}
