using ChatApp.Core.SignIn.Passkeys;
using ChatApp.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components.SignIn.Security;

/// <summary>A person's passkeys, to add to, rename and remove.</summary>
public sealed partial class PasskeyList(LocalTime time) : ComponentBase
{
    /// <summary>The passkeys, the oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Passkey> Passkeys { get; set; } = [];

    /// <summary>Whether the person proved a short while ago who it is; else the way to add one begins with that.</summary>
    [Parameter]
    public bool IsFresh { get; set; }

    private string Moment(DateTimeOffset moment) => $"{time.DayLine(time.Day(moment))} {time.Clock(moment)}";
}
