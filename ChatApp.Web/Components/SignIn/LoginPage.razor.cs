using System.Text.Json;
using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>The page to log in at: QR code first, then password and code. Plain HTML and forms; its scripts only spare reloads.</summary>
public sealed partial class LoginPage(
    IStringLocalizer<Texts> text, CodeSignIn codes, QrLoginService qrLogins, ServerSettings settings, IServiceProvider services) : ComponentBase
{
    private static readonly ErrorCode[] Known =
    [
        ErrorCode.WrongCredentials, ErrorCode.LockedOut, ErrorCode.Suspended, ErrorCode.WrongCode, ErrorCode.InvalidRequest, ErrorCode.TooFast,
        ErrorCode.QrExpired, ErrorCode.Forbidden, ErrorCode.LimitReached, ErrorCode.WrongPasskey, ErrorCode.Lapsed,
    ];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = "way")]
    private string? WantedWay { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    [SupplyParameterFromQuery(Name = "done")]
    private string? DoneName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private string? Done => DoneName is "closing" or "reset" ? text[$"login.done.{DoneName}"].Value : null;

    private string Target => ReturnUrls.Local(ReturnUrl);

    private string? SignedInName => Http.User.Identity?.Name;

    private bool HasRegistration => settings.Text(ServerSettingNames.RegistrationMode) is "open" or "domain";

    private bool HasCodes => codes.IsAvailable;

    private bool HasSimulator => services.GetRequiredService<Features>().PhoneSimulator;

    private bool Chosen => WantedWay is "qr" or "password" or "code";

    private bool HasQr => qrLogins.IsAvailable;

    // A phone cannot scan its own screen.
    private string Way => WantedWay switch
    {
        "password" => "password",
        "qr" when HasQr => "qr",
        "code" when HasCodes => "code",
        _ => BrowserNames.IsPhone(Http.Request) || !HasQr ? "password" : "qr",
    };

    private IEnumerable<(string Way, string Icon)> Ways
    {
        get
        {
            if (HasQr)
            {
                yield return ("qr", "qr");
            }

            yield return ("password", "key");
            if (HasCodes)
            {
                yield return ("code", "sms");
            }
        }
    }

    private string? Error => ErrorName is null ? null : Enum.TryParse<ErrorCode>(ErrorName, out var code) && Known.Contains(code) ? Words(code) : text["login.error.Other"].Value;

    // What the page's script says when an answer is a refusal, by the refusal's name.
    private string Errors => JsonSerializer.Serialize(
        Known.ToDictionary(code => code.ToString(), Words, StringComparer.Ordinal)
            .Append(new("Offline", text["login.error.Offline"]))
            .Append(new("Cancelled", text["passkey.cancelled"]))
            .Append(new("Other", text["login.error.Other"]))
            .ToDictionary(StringComparer.Ordinal));

    private string Words(ErrorCode code) => text[$"login.error.{code}", Math.Max(1, settings.Number(ServerSettingNames.LoginLockout) / 60)];

    private string Link(string way) => $"/login?way={way}{(Target == ReturnUrls.Home ? null : $"&returnUrl={Uri.EscapeDataString(Target)}")}";
}
