using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Passkeys;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Core.Users;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn.Security;

/// <summary>Where a person sees and changes what opens the account.</summary>
public sealed partial class SecurityPage(IStringLocalizer<Texts> text, PasskeyService passkeys, SecondFactorService factors, IAccountCredentials accounts) : ComponentBase
{
    private Account? _account;
    private IReadOnlyList<Passkey> _passkeys = [];
    private SecondFactorState _factors = new(IsOn: false, HasTotp: false, 0, 0);

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "done")]
    private string? DoneName { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    [SupplyParameterFromQuery(Name = "needed")]
    private string? Needed { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private bool IsFresh => ProofRequirement.IsFresh(Http);

    private string? Done => DoneName is { Length: < 32 } name && text[$"security.done.{name}"] is { ResourceNotFound: false } words ? words.Value : null;

    protected override async Task OnInitializedAsync()
    {
        var user = Http.User.UserId();
        _account = await accounts.FindAsync(user, Http.RequestAborted);
        _passkeys = await passkeys.ListAsync(user, Http.RequestAborted);
        _factors = await factors.ReadAsync(user, Http.RequestAborted);
    }
}
