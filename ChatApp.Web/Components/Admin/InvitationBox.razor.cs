using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Web.Admin;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>Makes a link that lets somebody make one account, where registration asks for an invitation.</summary>
public sealed partial class InvitationBox(
    InvitationAdministration invitations, UserAdministration users, Toasts toasts, NavigationManager navigation, IStringLocalizer<Texts> texts) : ComponentBase
{
    private bool _asking;
    private string? _link;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public Administrator Me { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    private IStringLocalizer<Texts> Texts => texts;

    private bool IsOffered => invitations.IsOn && Me.Allows(AdminRight.Administer);

    private async Task InviteAsync(string reason)
    {
        _asking = false;
        var caller = await users.IdentifyAsync((await Authentication).User, CancellationToken.None);
        var made = await invitations.InviteAsync(caller, reason, CancellationToken.None);
        if (made.Refusal == ErrorCode.ProofRequired)
        {
            navigation.GoAndProve();
        }
        else if (made.Refusal is { } refusal)
        {
            toasts.Fail(texts.Refusal(refusal));
        }
        else
        {
            _link = $"{navigation.BaseUri}register?invite={Uri.EscapeDataString(made.Value)}";
        }
    }
}
