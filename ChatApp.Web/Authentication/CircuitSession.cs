using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using Microsoft.AspNetCore.Components.Authorization;

namespace ChatApp.Web.Authentication;

/// <summary>
/// The session of one circuit. A circuit belongs to the session it began with: when that ends, or when a reconnecting browser brings
/// another one, the circuit is over and handles nothing more.
/// </summary>
public sealed class CircuitSession(SessionWatch watch, TimeProvider clock) : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    // The page says goodbye: what it held in the browser is let go of by calls that the browser answers.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private long _endedAt;
    private Task<AuthenticationState> _state = Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity())));
    private SessionId? _session;
    private bool _began;
    private IDisposable? _watching;

    /// <summary>Raised once, when the circuit's session is over; on any thread.</summary>
    public event EventHandler? Ended;

    /// <summary>Why the circuit is over, or <see langword="null"/> while it is not.</summary>
    public SessionEndReason? EndReason { get; private set; }

    /// <summary>Whether the circuit handles nothing more.</summary>
    public bool IsDeaf => EndReason is not null && clock.GetElapsedTime(_endedAt) > Farewell;

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => _state;

    // Called when the circuit begins, and again with the new connection's user whenever the browser reconnects.
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask) => _ = AcceptAsync(authenticationStateTask);

    public void Dispose() => _watching?.Dispose();

    private async Task AcceptAsync(Task<AuthenticationState> authenticationStateTask)
    {
        var session = (await authenticationStateTask).User.FindSessionId();
        lock (_gate)
        {
            if (!_began)
            {
                _began = true;
                _session = session;
                _state = authenticationStateTask;
                _watching = session is { } own ? watch.Watch(own, End) : null;
                return;
            }
        }

        if (session != _session)
        {
            End(session is null ? SessionEndReason.SignedOut : SessionEndReason.Replaced);
        }
    }

    private void End(SessionEndReason reason)
    {
        lock (_gate)
        {
            if (EndReason is not null)
            {
                return;
            }

            _endedAt = clock.GetTimestamp();
            EndReason = reason;
        }

        Ended?.Invoke(this, EventArgs.Empty);
    }
}
