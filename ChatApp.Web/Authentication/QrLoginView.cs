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
            QrLoginStateNames.Of(state, ticket),
            (long)ticket.RemainingAt(now).TotalMilliseconds,
            displayName is null ? null : Mask(displayName),
            displayName is null ? null : displayName.Sum(c => c) % 10,
            state == QrLoginState.Scanned ? ticket.Number : null);
    }

    private static string Mask(string name)
    {
        var first = StringInfo.GetNextTextElement(name.TrimStart());
        return first.Length == 0 ? "***" : char.IsAscii(first[0]) ? $"{first}***" : $"{first}*";
    }
}
