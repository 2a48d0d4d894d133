using ChatApp.Core.Events;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Layout;

/// <summary>Says over the page that another device was signed in, until it is dismissed. It takes room and covers nothing.</summary>
public sealed partial class SignInAlert(LiveUpdates live, IStringLocalizer<Texts> text) : ComponentBase, IDisposable
{
    private SignedInEvent? _last;

    private IStringLocalizer<Texts> Text => text;

    public void Dispose() => live.EventArrived -= OnEvent;

    protected override void OnInitialized() => live.EventArrived += OnEvent;

    private void OnEvent(LiveEvent happened)
    {
        if (happened is SignedInEvent signedIn && signedIn.Session != live.Session)
        {
            _last = signedIn;
            StateHasChanged();
        }
    }

    private void Close() => _last = null;
}
