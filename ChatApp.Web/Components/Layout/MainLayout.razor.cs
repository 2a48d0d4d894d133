using ChatApp.Web.Authentication;
using ChatApp.Web.Components.Chat;
using ChatApp.Web.Components.Contacts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ChatApp.Web.Components.Layout;

/// <summary>The frame of every page for people who are signed in. It opens the circuit's live connection.</summary>
public sealed partial class MainLayout(LiveUpdates live, ChatBoard board, People people, TypingSigns typing, CircuitSession circuit) : LayoutComponentBase, IDisposable
{
    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private LiveUpdates Live => live;

    private CircuitSession Circuit => circuit;

    public void Dispose()
    {
        live.Changed -= OnChanged;
        circuit.Ended -= OnEnded;
    }

    protected override async Task OnInitializedAsync()
    {
        live.Changed += OnChanged;
        circuit.Ended += OnEnded;

        // What is rendered with the request is only the frame; data is read once, by the circuit that follows it.
        if (!RendererInfo.IsInteractive || Authentication is null || (await Authentication).User.Identity?.IsAuthenticated != true)
        {
            return;
        }

        typing.Use(InvokeAsync);
        await live.StartAsync(InvokeAsync);
        if (live.Ended is null)
        {
            await people.LoadAsync();
            await board.LoadAsync();
        }

        live.NotifyChanged();
    }

    private void OnEnded(object? sender, EventArgs ended) => _ = InvokeAsync(StateHasChanged);

    private void OnChanged()
    {
        if (live.Ended is not null)
        {
            StateHasChanged();
        }
    }
}
