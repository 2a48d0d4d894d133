using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Registration;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>Where somebody makes an account, as far as the server lets.</summary>
public sealed partial class RegisterPage(
    IStringLocalizer<Texts> text, RegistrationService registration, FormErrors errors, IServiceProvider services) : ComponentBase
{
    private static readonly ErrorCode[] Known =
    [
        ErrorCode.NameTaken, ErrorCode.WeakPassword, ErrorCode.InvalidRequest, ErrorCode.WrongCode, ErrorCode.CheckFailed, ErrorCode.TermsRequired,
        ErrorCode.TooFast,
    ];

    private bool _invited;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "invite")]
    private string? Invite { get; set; }

    [SupplyParameterFromQuery(Name = "sent")]
    private bool? WasSent { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private bool IsByDomain => registration.Mode == RegistrationMode.Domain;

    private bool AsksForEmail => IsByDomain && WasSent is not true;

    private bool HasTerms => registration.TermsVersion > 0;

    // Only a place on the web, or of this server.
    private string? TermsAddress => registration.TermsAddress is { Length: > 0 } address
        && (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || ReturnUrls.Local(address) == address) ? address : null;

    private bool HasSimulator => services.GetRequiredService<Features>().PhoneSimulator;

    private string? Closed => registration.Mode switch
    {
        RegistrationMode.Closed => text["register.closed"].Value,
        RegistrationMode.Invite when !_invited => text["register.noInvitation"].Value,
        _ => null,
    };

    private string? Error => errors.Of("register", Known, ErrorName);

    protected override async Task OnInitializedAsync()
        => _invited = registration.Mode == RegistrationMode.Invite && await registration.IsInvitationAsync(Invite, Http.RequestAborted);
}
