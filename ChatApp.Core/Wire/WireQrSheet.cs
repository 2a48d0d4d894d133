using ChatApp.Core.QrLogin;

namespace ChatApp.Core.Wire;

/// <summary>What the phone shows of the browser that wants to be signed in.</summary>
/// <param name="Code">The login's code, for the next steps.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DeviceName">The browser, as "Chrome · Windows".</param>
/// <param name="Address">Its address.</param>
/// <param name="SameNetwork">Whether phone and browser are probably in one place.</param>
/// <param name="AgeMs">How long ago the browser asked.</param>
/// <param name="Numbers">The numbers to choose from: the one the browser shows is among them.</param>
/// <param name="ExpiresInMs">How long the answer may take yet.</param>
public sealed record WireQrSheet(
    string Code, string State, string DeviceName, string Address, bool SameNetwork, long AgeMs, IReadOnlyList<int> Numbers, long ExpiresInMs)
{
    /// <summary>The sheet of a ticket, for a phone at an address.</summary>
    public static WireQrSheet From(QrTicket ticket, string address, DateTimeOffset now) => new(
        ticket.Code,
        QrLoginStateNames.Of(ticket.State == QrLoginState.Redeemed ? QrLoginState.Confirmed : ticket.StateAt(now), ticket),
        ticket.DeviceName,
        ticket.Address,
        Neighbourhood.AreNear(ticket.Address, address),
        (long)Math.Max(0, (now - ticket.CreatedAt).TotalMilliseconds),
        ticket.Choices,
        (long)ticket.RemainingAt(now).TotalMilliseconds);
}
