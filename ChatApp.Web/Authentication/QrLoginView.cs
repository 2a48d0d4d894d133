using System.Globalization;
using ChatApp.Core.QrLogin;

namespace ChatApp.Web.Authentication;

/// <summary>What the login page may know of its QR login. Times are relative: the browser's clock is never asked.</summary>
/// <param name="State">The state's name on the wire.</param>
/// <param name="ExpiresInMs">How long the state lasts yet.</param>
/// <param name="Name">The masked name of who scanned, from then on.</param>
/// <param name="Hue">The colour of that person's letter, 0 to 9.</param>
/// <param name="Number">The number to choose on the phone, while it is to be chosen.</param>
internal sealed record QrLoginView(string State, long ExpiresInMs, string? Name, int? Hue, int? Number)
{
    public static QrLoginView From(QrTicket ticket, string? displayName, DateTimeOffset now)
    {
        var state = ticket.StateAt(now);
        return new QrLoginView(
            NameOf(state, ticket),
            (long)ticket.RemainingAt(now).TotalMilliseconds,
            displayName is null ? null : Mask(displayName),
            displayName is null ? null : displayName.Sum(c => c) % 10,
            state == QrLoginState.Scanned ? ticket.Number : null);
    }

    // What was used or taken looks like what is too old: an attacker's page learns nothing.
    public static string NameOf(QrLoginState state, QrTicket ticket) => state switch
    {
        QrLoginState.Created => "created",
        QrLoginState.Scanned => "scanned",
        QrLoginState.Confirmed => "confirmed",
        QrLoginState.Redeemed => "expired",
        QrLoginState.CancelledInBrowser => "cancelled",
        QrLoginState.CancelledOnPhone => "cancelledOnPhone",
        QrLoginState.Refused => "refused",
        QrLoginState.Expired => ticket.State == QrLoginState.Created ? "expired" : "timedOut",
    };

    private static string Mask(string name)
    {
        var first = StringInfo.GetNextTextElement(name.TrimStart());
        return first.Length == 0 ? "***" : char.IsAscii(first[0]) ? $"{first}***" : $"{first}*";
    }
}
