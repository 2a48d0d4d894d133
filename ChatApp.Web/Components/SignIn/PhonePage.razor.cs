using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Web.Authentication;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.SignIn;

/// <summary>
/// What a phone's browser shows when its camera opened a login code. To look at it changes nothing; each step is a form that is posted.
/// </summary>
public sealed partial class PhonePage(IStringLocalizer<Texts> text, QrLoginService logins, TimeProvider clock, IServiceProvider services) : ComponentBase
{
    /// <summary>The code in the address, or <see langword="null"/> where it is to be typed.</summary>
    [Parameter]
    public string? Code { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "code")]
    private string? TypedCode { get; set; }

    [SupplyParameterFromQuery(Name = "error")]
    private string? ErrorName { get; set; }

    private IStringLocalizer<Texts> Text => text;

    private QrTicket? Ticket { get; set; }

    private string State { get; set; } = string.Empty;

    private string? Problem { get; set; }

    private bool SameNetwork => Ticket is not null && Neighbourhood.AreNear(Ticket.Address, ClientAddresses.Of(Http));

    private int AgeSeconds => Ticket is null ? 0 : (int)Math.Max(0, (clock.GetUtcNow() - Ticket.CreatedAt).TotalSeconds);

    private string Words => State switch
    {
        "refused" => Ticket!.WrongPicks > 1 ? "phone.dead" : "phone.refused",
        "cancelled" => "phone.cancelledThere",
        "cancelledOnPhone" => "phone.cancelledHere",
        "timedOut" => "phone.timedOut",
        _ => "phone.expired",
    };

    protected override async Task OnInitializedAsync()
    {
        var typed = Code ?? TypedCode;
        if (typed is null)
        {
            return;
        }

        var addresses = services.GetRequiredService<OwnAddresses>();
        if (!QrLoginCodes.TryRead(typed, host => addresses.IsOwn(host, Http.Request.Host.Value), out var code))
        {
            Problem = text["phone.invalid"];
            return;
        }

        if (Code is null)
        {
            Http.Response.Redirect($"/q/{code}");
            return;
        }

        var peeked = await logins.PeekAsync(code, Http.User.SessionId(), Http.RequestAborted);
        if (peeked.Refusal is { } refusal)
        {
            Problem = text[refusal == ErrorCode.QrTaken ? "phone.taken" : "phone.expired"];
            return;
        }

        Ticket = peeked.Value;
        State = Ticket.State == QrLoginState.Redeemed ? "confirmed" : QrLoginStateNames.Of(Ticket.StateAt(clock.GetUtcNow()), Ticket);
        Problem = ErrorName switch
        {
            nameof(ErrorCode.QrWrongNumber) => text["phone.wrong"].Value,
            nameof(ErrorCode.TooFast) => text["phone.tooFast"].Value,
            nameof(ErrorCode.Forbidden) => text["phone.forbidden"].Value,
            _ => null,
        };
    }
}
