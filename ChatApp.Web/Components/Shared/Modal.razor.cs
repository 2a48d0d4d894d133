using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace ChatApp.Web.Components.Shared;

/// <summary>The browser's own dialog: render it to open it, stop rendering it to close it.</summary>
public sealed partial class Modal(IJSRuntime script, IStringLocalizer<Texts> text) : ComponentBase, IAsyncDisposable
{
    private readonly string _titleId = $"dialog-{Guid.NewGuid():N}";
    private ElementReference _dialog;
    private DotNetObjectReference<Modal>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _open;

    /// <summary>What the dialog is about.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>The content.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The buttons.</summary>
    [Parameter]
    public RenderFragment? Foot { get; set; }

    /// <summary>Raised by Escape, the cross and a click outside.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    private IStringLocalizer<Texts> Text => text;

    /// <summary>Called by the script when the dialog wants to close.</summary>
    [JSInvokable]
    public Task CloseAsync() => Closed.InvokeAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_open is not null)
            {
                await _open.InvokeVoidAsync("dispose");
                await _open.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its dialog with it.
        }

        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await script.InvokeAsync<IJSObjectReference>("import", "./js/dialogs.js");
            _open = await _module.InvokeAsync<IJSObjectReference>("open", _dialog, _self);
        }
    }
}
