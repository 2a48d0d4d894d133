using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Chat;

/// <summary>The frame of the text box. What is in it belongs to <c>composer.js</c>: drawing it again would break an input method.</summary>
public sealed partial class Composer(IStringLocalizer<Texts> texts) : ComponentBase
{
    private (string Name, string? Closed, bool Hidden)? _drawn;

    /// <summary>Whom the message goes to.</summary>
    [Parameter, EditorRequired]
    public string ChatName { get; set; } = string.Empty;

    /// <summary>Why nobody can write here, in place of the box.</summary>
    [Parameter]
    public string? Closed { get; set; }

    /// <summary>Whether there is no chat at all.</summary>
    [Parameter]
    public bool Hidden { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    protected override bool ShouldRender() => _drawn != (ChatName, Closed, Hidden);

    protected override void OnAfterRender(bool firstRender) => _drawn = (ChatName, Closed, Hidden);
}
