using System.Threading.Channels;
using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Users;
using ChatApp.Web.Authentication;
using Microsoft.AspNetCore.Components.Authorization;

namespace ChatApp.Web.Components.Chat;

/// <summary>
/// The live connection of one circuit. Whatever it passes on runs on the circuit's own context, so what listens needs no lock; and it
/// passes on at most ten batches a second, so that a busy group costs ten renders and not a thousand.
/// </summary>
public sealed partial class LiveUpdates(
    AuthenticationStateProvider authentication,
    DeliveryService delivery,
    SessionService sessions,
    UserService users,
    TimeProvider clock,
    ILogger<LiveUpdates> logger) : IAsyncDisposable
{
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    // A reload or a change of network is back within this; a closed lid is not.
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _gone = new();
    private Func<Func<Task>, Task>? _dispatch;
    private LiveFeed? _feed;
    private Task _pump = Task.CompletedTask;
    private Task? _start;
    private bool _away;
    private bool _stale;

    /// <summary>A message was stored in a conversation of the user.</summary>
    public event Action<Core.Messages.Message>? MessageArrived;

    /// <summary>Something else happened.</summary>
    public event Action<LiveEvent>? EventArrived;

    /// <summary>A batch is done: draw what changed.</summary>
    public event Action? Changed;

    /// <summary>Events may have been dropped: read again what is shown of lists and marks.</summary>
    public event Func<Task>? CaughtUp;

    /// <summary>The signed-in person; set when <see cref="StartAsync"/> has ended.</summary>
    public UserProfile Me { get; private set; } = new(default, string.Empty, string.Empty, Avatar: null);

    /// <summary>The session of the circuit.</summary>
    public SessionId Session { get; private set; }

    /// <summary>Why the session ended, or <see langword="null"/> while it lives.</summary>
    public SessionEndReason? Ended { get; private set; }

    /// <summary>Opens the connection, once for the circuit however often it is called.</summary>
    /// <param name="dispatch">Runs work on the circuit's context.</param>
    public Task StartAsync(Func<Func<Task>, Task> dispatch)
    {
        _dispatch ??= dispatch;
        return _start ??= OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _feed?.Dispose();
        await _pump;
        _gone.Dispose();
    }

    /// <summary>Draws what a page changed by itself.</summary>
    public void NotifyChanged() => Changed?.Invoke();

    /// <summary>The browser is gone, perhaps for good: after a moment its user is no longer on line here, and nothing is kept for it.</summary>
    public void Pause()
    {
        _away = true;
        _ = CloseSoonAsync();
    }

    /// <summary>The browser is back.</summary>
    public async Task ResumeAsync()
    {
        _away = false;
        if (_feed is null && _start is { IsCompletedSuccessfully: true } && Ended is null)
        {
            await _pump;
            await ConnectAsync();
            await ReadAgainAsync();
            Changed?.Invoke();
        }
    }

    private async Task OpenAsync()
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        Session = principal.SessionId();
        var profile = await users.GetAsync(principal.UserId(), _gone.Token);
        if (profile.Refusal is not null)
        {
            Ended = SessionEndReason.Expired;
            return;
        }

        Me = profile.Value;
        await ConnectAsync();
    }

    private async Task ConnectAsync()
    {
        if (await sessions.FindAsync(Session, _gone.Token) is not { } session)
        {
            Ended = SessionEndReason.Expired;
            return;
        }

        var info = new Core.Delivery.ConnectionInfo($"circuit-{Guid.CreateVersion7():N}", session, ConnectionKind.Circuit, "Blazor", session.Address, clock.GetUtcNow());
        var opened = await delivery.OpenAsync(info, new FeedStart.Present(), _gone.Token);
        if (opened.Refusal is { } refusal)
        {
            LogRefused(refusal);
            Ended = refusal == ErrorCode.Unauthenticated ? SessionEndReason.Expired : null;
            return;
        }

        _feed = opened.Value;
        _pump = Task.Run(() => PumpAsync(opened.Value));
    }

    private async Task CloseSoonAsync()
    {
        try
        {
            await Task.Delay(Absence, clock, _gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (_away)
        {
            _feed?.Dispose();
            _feed = null;
        }
    }

    private async Task PumpAsync(LiveFeed feed)
    {
        while (!_gone.IsCancellationRequested)
        {
            try
            {
                var batch = await feed.ReadAsync(_gone.Token);
                await _dispatch!(() => PassOnAsync(batch));
                if (batch.Ended)
                {
                    return;
                }

                await Task.Delay(BetweenBatches, clock, _gone.Token);
            }
            catch (ChannelClosedException)
            {
                return;
            }
            catch (Exception) when (_gone.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The database is away. The feed still owes what it could not read; what a listener had begun is read anew.
                LogFault(fault);
                _stale = true;
                await Task.Delay(AfterFault, clock, CancellationToken.None);
            }
        }
    }

    private async Task PassOnAsync(FeedBatch batch)
    {
        foreach (var item in batch.Items)
        {
            if (item.Message is { } message)
            {
                MessageArrived?.Invoke(message);
            }
            else if (item.Event is SessionEndedEvent ended)
            {
                Ended = ended.Reason;
            }
            else
            {
                EventArrived?.Invoke(item.Event!);
            }
        }

        if (batch.CaughtUp || _stale)
        {
            _stale = false;
            await ReadAgainAsync();
        }

        Changed?.Invoke();
    }

    private async Task ReadAgainAsync()
    {
        foreach (var listener in CaughtUp?.GetInvocationList().Cast<Func<Task>>() ?? [])
        {
            await listener();
        }
    }

    [LoggerMessage(EventIds.CircuitFeedFault, LogLevel.Warning, "The live connection of a page failed and goes on in a moment.")]
    private partial void LogFault(Exception fault);

    [LoggerMessage(EventIds.CircuitFeedRefused, LogLevel.Information, "A page got no live connection: {Refusal}.")]
    private partial void LogRefused(ErrorCode refusal);
}
