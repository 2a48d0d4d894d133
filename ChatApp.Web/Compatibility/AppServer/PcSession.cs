using System.Text.Json.Serialization;
using ChatApp.Core.QrLogin;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>A login by QR code, in the words of the app-server API.</summary>
/// <param name="UserId">Who scanned, from then on.</param>
/// <param name="Token">The code.</param>
/// <param name="Status">0 created, 1 scanned, 2 confirmed, 4 cancelled.</param>
/// <param name="Expired">The milliseconds that are left.</param>
/// <param name="Platform">What the client runs on.</param>
/// <param name="DeviceName">What it calls itself.</param>
/// <param name="Number">An addition: the number to show, for the client that made the code.</param>
/// <param name="Numbers">An addition: the numbers to choose from, for the phone that scanned.</param>
internal sealed record PcSession(
    string? UserId,
    string Token,
    int Status,
    long Expired,
    int Platform,
    [property: JsonPropertyName("device_name")] string DeviceName,
    int? Number = null,
    IReadOnlyList<int>? Numbers = null)
{
    public static PcSession From(QrTicket ticket, DateTimeOffset now) => new(
        ticket.ScannedBy?.Value,
        ticket.Code,
        StatusOf(ticket.State),
        (long)ticket.RemainingAt(now).TotalMilliseconds,
        (int)(ticket.Client?.Platform ?? Core.Sessions.Platform.Web),
        ticket.DeviceName);

    private static int StatusOf(QrLoginState state) => state switch
    {
        QrLoginState.Created => 0,
        QrLoginState.Scanned => 1,
        QrLoginState.Confirmed or QrLoginState.Redeemed => 2,
        QrLoginState.CancelledInBrowser or QrLoginState.CancelledOnPhone or QrLoginState.Refused or QrLoginState.Expired => 4,
    };
}
