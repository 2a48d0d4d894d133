using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn.Passwords;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>Where who forgot the password gets another one, by a code.</summary>
public sealed partial class ResetPage(IStringLocalizer<Texts> text, PasswordReset reset, FormErrors errors, IServiceProvider services) : ComponentBase
{
    private static readonly ErrorCode[] Known = [ErrorCode.InvalidRequest, ErrorCode.TooFast, ErrorCode.WrongCode, ErrorCode.WeakPassword];

    [SupplyParameterFromQuery(Name = "sent")]
    private bool? WasSent { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private bool IsAvailable => reset.IsAvailable;

    private bool Sent => WasSent ?? false;

    private bool HasSimulator => services.GetRequiredService<Features>().PhoneSimulator;

    private string? Error => errors.Of("reset", Known, ErrorName);
}
