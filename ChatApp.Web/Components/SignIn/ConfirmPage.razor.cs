using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>Where a person proves again who it is, before something dangerous.</summary>
public sealed partial class ConfirmPage(
    IStringLocalizer<Texts> text, SecondFactorService factors, IAccountCredentials accounts, FormErrors errors) : ComponentBase
{
    private static readonly ErrorCode[] Known = [ErrorCode.WrongCredentials, ErrorCode.WrongCode, ErrorCode.WrongPasskey, ErrorCode.LockedOut];

    private SecondFactorState? _factors;
    private bool _hasPassword;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private string Target => ReturnUrls.Local(ReturnUrl);

    private string? Error => errors.Of("proof", Known, ErrorName);

    private string Errors => errors.Json("proof", Known);

    protected override async Task OnInitializedAsync()
    {
        var user = Http.User.UserId();
        _factors = await factors.ReadAsync(user, Http.RequestAborted);
        _hasPassword = (await accounts.FindAsync(user, Http.RequestAborted))?.PasswordHash is not null;
    }
}
