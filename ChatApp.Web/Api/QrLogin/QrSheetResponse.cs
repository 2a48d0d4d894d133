using ChatApp.Core.QrLogin;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.QrLogin;

/// <summary>What the phone shows of the browser that wants to be signed in.</summary>
/// <param name="Code">The login's code, for the next steps.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DeviceName">The browser, as "Chrome · Windows".</param>
/// <param name="Address">Its address.</param>
/// <param name="SameNetwork">Whether phone and browser are probably in one place.</param>
/// <param name="AgeMs">How long ago the browser asked.</param>
/// <param name="Numbers">The numbers to choose from: the one the browser shows is among them.</param>
/// <param name="ExpiresInMs">How long the answer may take yet.</param>
internal sealed record QrSheetResponse(
    string Code, string State, string DeviceName, string Address, bool SameNetwork, long AgeMs, IReadOnlyList<int> Numbers, long ExpiresInMs)
{
    public static QrSheetResponse From(QrTicket ticket, HttpContext context, DateTimeOffset now) => new(
        ticket.Code,
        QrLoginView.NameOf(ticket.State == QrLoginState.Redeemed ? QrLoginState.Confirmed : ticket.StateAt(now), ticket),
        ticket.DeviceName,
        ticket.Address,
        ClientAddresses.SameNetwork(ticket.Address, ClientAddresses.Of(context)),
        (long)Math.Max(0, (now - ticket.CreatedAt).TotalMilliseconds),
        ticket.Choices,
        (long)ticket.RemainingAt(now).TotalMilliseconds);
}
