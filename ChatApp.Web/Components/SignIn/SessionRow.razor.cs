using ChatApp.Core.Sessions;
using ChatApp.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.SignIn;

/// <summary>One session in the list of what is logged in.</summary>
public sealed partial class SessionRow(LocalTime time) : ComponentBase
{
    /// <summary>The session of this row.</summary>
    [Parameter, EditorRequired]
    public Session Session { get; set; } = null!;

    /// <summary>Whether it is the one that shows the page.</summary>
    [Parameter]
    public bool IsCurrent { get; set; }

    private LocalTime Time => time;

    private string IconName => Session.Kind switch
    {
        SessionKind.Browser => "monitor",
        SessionKind.Device => "phone",
        SessionKind.Robot => "gear",
    };

    private string Moment(DateTimeOffset moment) => $"{time.DayLine(time.Day(moment))} {time.Clock(moment)}";
}
