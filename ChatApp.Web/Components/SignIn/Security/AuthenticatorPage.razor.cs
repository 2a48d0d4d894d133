using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn.Security;

/// <summary>Sets an authenticator app up: picture, first code, and then the recovery codes, which no other answer ever shows.</summary>
public sealed partial class AuthenticatorPage(
    IStringLocalizer<Texts> text, SecondFactorService factors, ProofService proofs, FormErrors errors, IServiceProvider services) : ComponentBase
{
    private const string Address = "/me/security/authenticator";
    private const string Issuer = "ChatApp";

    private static readonly ErrorCode[] Known = [ErrorCode.WrongCode, ErrorCode.LockedOut];

    private byte[]? _secret;
    private string _path = string.Empty;
    private int _size;
    private string? _error;
    private IReadOnlyList<string> _codes = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(Name = "code", FormName = "authenticator")]
    private string? Code { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private string Shown => Totp.Shown(_secret!);

    protected override async Task OnInitializedAsync()
    {
        if (!ProofRequirement.IsFresh(Http))
        {
            Http.Response.Redirect(ProofRequirement.To(Address));
            return;
        }

        var offered = await factors.OfferTotpAsync(Http.User.UserId(), Http.RequestAborted);
        if (offered.Refusal is not null)
        {
            Http.Response.Redirect("/me/security");
            return;
        }

        _secret = offered.Value;
        (_path, _size) = QrImages.Draw(Totp.Address(_secret, Issuer, Http.User.Identity?.Name ?? Http.User.UserId().Value));
    }

    private async Task ConfirmAsync()
    {
        if (_secret is null)
        {
            return;
        }

        var confirmed = await factors.ConfirmTotpAsync(Http.User.UserId(), Code ?? string.Empty, Http.RequestAborted);
        if (confirmed.Refusal is { } refusal)
        {
            _error = errors.Of("totp", Known, refusal.ToString());
            return;
        }

        // The session has shown both factors now, and what it could do before it must not be able to do with the old cookie.
        var renewed = await proofs.RenewAsync(Http.User.UserId(), Http.User.SessionId(), SessionProof.TwoFactors, CancellationToken.None);
        if (renewed.Refusal is null)
        {
            services.GetRequiredService<BrowserSignIn>().Renew(Http, renewed.Value);
        }

        _codes = confirmed.Value;
    }
}
