using System.Threading.Channels;
using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Web.Admin;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Admin;

/// <summary>
/// What every page of the administration does: it knows who looks, with the roles of this moment, and hears <see cref="AdminEvents"/>,
/// the same events that <c>/hubs/admin</c> pushes to its clients. Its circuit is a SignalR connection to the server already, so it
/// listens on the server and needs no second one.
/// </summary>
public abstract class AdminPage : ComponentBase, IDisposable
{
    // A burst of a thousand events makes one rendering, and the eye sees no difference.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _gone = new();

    // Room for one: what it says is only that something happened, however often.
    private readonly Channel<bool> _happened = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IDisposable? _listening;
    private IDisposable? _attendance;

    /// <summary>Whether the circuit runs and the caller is known; before that the page is its frame.</summary>
    protected bool Ready { get; private set; }

    /// <summary>Who looks, as of the page's opening: decides what is offered. What is allowed, the services ask again.</summary>
    protected Administrator Me { get; private set; } = new(default, []);

    /// <summary>What went wrong with reading the page's data, or <see langword="null"/>.</summary>
    protected string? Failure { get; set; }

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Gone => _gone.Token;

    [Inject]
    protected IStringLocalizer<Texts> Texts { get; set; } = null!;

    [Inject]
    protected LocalTime Times { get; set; } = null!;

    [Inject]
    protected Toasts Toasts { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private UserAdministration Administration { get; set; } = null!;

    [Inject]
    private AdminEvents Events { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _listening?.Dispose();
            _attendance?.Dispose();
            _gone.Cancel();
            _gone.Dispose();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive || Authentication is null)
        {
            return;
        }

        Me = await CallerAsync();
        _attendance = Events.Attend();
        _listening = Events.Subscribe(OnEvent);
        Ready = true;
        _ = ListenAsync();
    }

    /// <summary>The caller with the roles of this moment; asked again for every act.</summary>
    protected async Task<Administrator> CallerAsync()
        => await Administration.IdentifyAsync((await Authentication!).User, Gone);

    /// <summary>Whether an event changes what this page shows. Called on any thread: it may keep the event, and do nothing else.</summary>
    protected virtual bool Concerns(AdminEvent adminEvent) => false;

    /// <summary>Reads again what events may have changed; called on the page's own context, at most every 200 ms.</summary>
    protected virtual Task OnLiveAsync() => Task.CompletedTask;

    /// <summary>Says why something was refused; whether it was.</summary>
    protected bool Refused<T>(Outcome<T> outcome)
    {
        if (outcome.Refusal == ErrorCode.ProofRequired)
        {
            Navigation.GoAndProve();
            return true;
        }

        if (outcome.Refusal is { } refusal)
        {
            Toasts.Fail(Texts.Refusal(refusal));
            return true;
        }

        return false;
    }

    /// <summary>Goes to this page's address with other filters; empty ones are left out.</summary>
    protected void Filter(IReadOnlyDictionary<string, object?> query)
        => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
            query.ToDictionary(entry => entry.Key, entry => entry.Value is "" ? null : entry.Value, StringComparer.Ordinal)));

    private void OnEvent(AdminEvent adminEvent)
    {
        if (Concerns(adminEvent))
        {
            _happened.Writer.TryWrite(true);
        }
    }

    // Begun by the page and not by the event: the language of the page is that of the circuit, and an event comes from any thread.
    private async Task ListenAsync()
    {
        try
        {
            while (await _happened.Reader.WaitToReadAsync(_gone.Token))
            {
                await Task.Delay(Gather, Clock, _gone.Token);
                _happened.Reader.TryRead(out _);
                await InvokeAsync(async () =>
                {
                    await OnLiveAsync();
                    StateHasChanged();
                });
            }
        }
        catch (Exception) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }
}
