using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>The caller's own settings, the same on all of the caller's devices.</summary>
internal sealed class SettingMethods(UserSettingService settings) : IRpcMethods
{
    private const int UsualPage = 200;

    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("settings.get", (caller, request, cancellationToken)
            => settings.ChangesAsync(caller.User, request.Since ?? 0, request.Full ?? false, request.Limit ?? UsualPage, cancellationToken)
                .As(WireSettingPage.From)),
        RpcMethod.Of("settings.put", RpcJson.Default.WireSettingDrafts, PutAsync),
    ];

    private async Task<Outcome<RpcResult>> PutAsync(RpcCaller caller, WireSettingDrafts request, CancellationToken cancellationToken)
    {
        var drafts = request.Read();
        return drafts.Refusal is { } refusal
            ? refusal
            : await settings.SetAsync(caller.User, drafts.Value, cancellationToken).As(found => new WireSettings([.. found.Select(WireSettingPage.From)]));
    }
}
