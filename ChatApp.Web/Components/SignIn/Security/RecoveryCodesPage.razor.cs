using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn.Security;

/// <summary>Makes new recovery codes, or turns the second factor on with the passkeys that there are, which gives the first ones.</summary>
public sealed partial class RecoveryCodesPage(IStringLocalizer<Texts> text, SecondFactorService factors) : ComponentBase
{
    private IReadOnlyList<string> _codes = [];
    private bool _isOn;
    private bool _allowed;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private IStringLocalizer<Texts> Text => text;

    protected override async Task OnInitializedAsync()
    {
        _allowed = ProofRequirement.IsFresh(Http);
        if (!_allowed)
        {
            Http.Response.Redirect(ProofRequirement.To("/me/security/recovery-codes"));
            return;
        }

        _isOn = (await factors.ReadAsync(Http.User.UserId(), Http.RequestAborted)).IsOn;
    }

    private async Task MakeAsync()
    {
        if (!_allowed)
        {
            return;
        }

        var user = Http.User.UserId();
        var made = _isOn ? await factors.RenewRecoveryCodesAsync(user, Http.RequestAborted) : await factors.TurnOnAsync(user, Http.RequestAborted);
        if (made.Refusal is { } refusal)
        {
            Http.Response.Redirect($"/me/security?error={refusal}");
            return;
        }

        _codes = made.Value;
    }
}
