using System.Net;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.Me;

/// <summary>One session in the list of what is logged in.</summary>
public sealed partial class SessionRow(LocalTime time, TimeProvider clock) : ComponentBase
{
    private const int MaxName = Core.Sessions.Session.MaxGivenName;
    private static readonly TimeSpan NewFor = TimeSpan.FromHours(24);

    /// <summary>The session of this row.</summary>
    [Parameter, EditorRequired]
    public Session Session { get; set; } = null!;

    /// <summary>Whether it is the one that shows the page.</summary>
    [Parameter]
    public bool IsCurrent { get; set; }

    /// <summary>The reader's own address.</summary>
    [Parameter]
    public string Here { get; set; } = string.Empty;

    private LocalTime Time => time;

    private string IconName => Session.Kind switch
    {
        SessionKind.Browser => "monitor",
        SessionKind.Device => "phone",
        SessionKind.Robot => "gear",
    };

    private bool IsNew => !IsCurrent && clock.GetUtcNow() - Session.CreatedAt < NewFor;

    private DateTimeOffset EndsAt => Session.LastSeenAt + Session.IdleLimit is var idle && idle < Session.ExpiresAt ? idle : Session.ExpiresAt;

    // No table of places is bundled: what can be said honestly of an address is how it lies to this one.
    private string? Place
        => !IPAddress.TryParse(Session.Address, out var address) ? null
            : IPAddress.IsLoopback(address) ? "sessions.thisComputer"
            : !IsCurrent && Neighbourhood.AreNear(Session.Address, Here) ? "sessions.here"
            : IsPrivate(address) ? "sessions.privateNetwork"
            : null;

    private string Moment(DateTimeOffset moment) => $"{time.DayLine(time.Day(moment))} {time.Clock(moment)}";

    private static bool IsPrivate(IPAddress address)
        => address.GetAddressBytes() is var bytes && bytes.Length == 4
            ? bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168)
            : address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal;
}
