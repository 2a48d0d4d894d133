using ChatApp.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace ChatApp.Web.Components;

/// <summary>Finds the page of an address, and asks for a session where the page wants one.</summary>
public sealed partial class Routes(LocalTime time) : ComponentBase
{
    /// <summary>The reader's time zone by its IANA name, or <see langword="null"/> before the browser told it.</summary>
    [Parameter]
    public string? Zone { get; set; }

    /// <summary>Whether the reader's clock has 24 hours.</summary>
    [Parameter]
    public bool Hours24 { get; set; }

    protected override void OnInitialized() => time.Use(Zone, Hours24);
}
