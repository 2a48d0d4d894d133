using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>Asks why, before something that touches a person is done.</summary>
public sealed partial class ReasonDialog(IStringLocalizer<Texts> texts) : ComponentBase
{
    private string _reason = string.Empty;
    private bool _busy;

    /// <summary>What is about to happen, with its object.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>What that means.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = string.Empty;

    /// <summary>The verb on the button.</summary>
    [Parameter, EditorRequired]
    public string Verb { get; set; } = string.Empty;

    /// <summary>Whether the act takes something away.</summary>
    [Parameter]
    public bool Danger { get; set; }

    /// <summary>More fields, over the reason.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Raised with the reason.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> Confirmed { get; set; }

    /// <summary>Raised when the dialog closes without.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private IStringLocalizer<Texts> Texts => texts;

    private void Write(ChangeEventArgs change) => _reason = (change.Value as string ?? string.Empty).Trim();

    private async Task ConfirmAsync()
    {
        _busy = true;
        await Confirmed.InvokeAsync(_reason);
        _busy = false;
    }
}
