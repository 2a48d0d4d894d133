using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Shared;

/// <summary>Shows the toasts of one circuit.</summary>
public sealed partial class ToastHost(Toasts toasts, TimeProvider clock, IStringLocalizer<Texts> text) : ComponentBase, IDisposable
{
    private const int Most = 3;
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(5);

    private readonly List<Toast> _shown = [];
    private readonly CancellationTokenSource _gone = new();

    private IStringLocalizer<Texts> Text => text;

    public void Dispose()
    {
        toasts.Said -= OnSaid;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => toasts.Said += OnSaid;

    private void OnSaid(Toast toast) => _ = InvokeAsync(() => ShowAsync(toast));

    private async Task ShowAsync(Toast toast)
    {
        if (_shown.Count == Most)
        {
            _shown.RemoveAt(0);
        }

        _shown.Add(toast);
        StateHasChanged();
        if (toast.IsError)
        {
            return;
        }

        try
        {
            await Task.Delay(Stay, clock, _gone.Token);
            Close(toast);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page is gone, and the toast with it.
        }
    }

    private void Close(Toast toast) => _shown.Remove(toast);
}
