using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>Asks for the second factor of a sign-in whose first was right.</summary>
public sealed partial class SecondStepPage(
    IStringLocalizer<Texts> text, SignInCompletion completion, SecondFactorService factors, FormErrors errors) : ComponentBase
{
    private static readonly ErrorCode[] Known = [ErrorCode.WrongCode, ErrorCode.WrongPasskey, ErrorCode.LockedOut];

    private SecondFactorState? _factors;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "stay")]
    private bool? Kept { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private string Target => ReturnUrls.Local(ReturnUrl);

    private bool Stay => Kept ?? false;

    private string Restart => $"/login?way=password&returnUrl={Uri.EscapeDataString(Target)}";

    private string? Error => errors.Of("second", Known, ErrorName);

    private string Errors => errors.Json("second", Known);

    protected override async Task OnInitializedAsync()
        => _factors = await completion.FindPendingAsync(Http.Request.Cookies[SessionCookies.Step], Http.RequestAborted) is { } user
            ? await factors.ReadAsync(user, Http.RequestAborted)
            : null;
}
