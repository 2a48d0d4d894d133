using ChatApp.Core.Sessions;
using ChatApp.Web.Authentication;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Components.Me;

/// <summary>Where a person reads what happened to the own account.</summary>
public sealed partial class ActivityPage(
    IStringLocalizer<Texts> text, SecurityLog log, LocalTime time, IOptions<SessionLimits> limits) : ComponentBase
{
    private const int PageSize = 50;

    private IReadOnlyList<SecurityEvent> _events = [];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery]
    private long? Before { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private LocalTime Time => time;

    private int Days => (int)limits.Value.LogRetention.TotalDays;

    protected override async Task OnInitializedAsync()
        => _events = (await log.ListAsync(Http.User.UserId(), Before, PageSize, Http.RequestAborted)).Value;

    private static bool IsBad(SecurityEventKind kind)
        => kind is SecurityEventKind.SignInFailed or SecurityEventKind.QrRefused or SecurityEventKind.QrReported;

    private static string IconOf(SecurityEventKind kind) => kind switch
    {
        SecurityEventKind.SignedIn => "check",
        SecurityEventKind.SessionEnded => "logout",
        SecurityEventKind.SignInFailed or SecurityEventKind.QrRefused or SecurityEventKind.QrReported => "alert",
        SecurityEventKind.PasswordChanged or SecurityEventKind.PasswordReset or SecurityEventKind.PasskeyAdded or SecurityEventKind.PasskeyRemoved
            or SecurityEventKind.SecondFactorAdded or SecurityEventKind.SecondFactorRemoved or SecurityEventKind.RecoveryCodesMade
            or SecurityEventKind.RecoveryCodeUsed => "key",
        SecurityEventKind.PhoneChanged or SecurityEventKind.EmailChanged or SecurityEventKind.ClosingAsked or SecurityEventKind.ClosingStopped => "person",
    };

    private string Words(SecurityEventDraft what) => what.Kind switch
    {
        SecurityEventKind.SignedIn or SecurityEventKind.SignInFailed => text[$"activity.{what.Kind}", Word($"sessions.means.{what.Detail}", what.Detail)],
        SecurityEventKind.SessionEnded => text[$"activity.{what.Kind}", Word($"activity.end.{what.Detail}", what.Detail)],
        _ => text[$"activity.{what.Kind}"],
    };

    // A detail that an older or newer version wrote is shown as it is.
    private string Word(string key, string detail) => text[key] is { ResourceNotFound: false } found ? found.Value : detail;
}
