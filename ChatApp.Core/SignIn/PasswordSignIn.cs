using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn;

/// <summary>Signs people in by user name and password.</summary>
public sealed partial class PasswordSignIn(
    IAccountCredentials credentials,
    AttemptLimiter attempts,
    SignInCompletion completion,
    SecurityLog securityLog,
    ServerSettings settings,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<PasswordSignIn> logger)
{
    internal static readonly Limiter PerAccount = new("password.account", FailureMode.Closed);
    private static readonly Limiter PerAddress = new("password.address", FailureMode.Closed);

    private readonly SignInLimits _limits = limits.Value;

    /// <summary>Opens a session for who knows the password, where that is enough.</summary>
    /// <returns>The session; <see cref="ErrorCode.SecondFactorRequired"/>; else as <see cref="BeginAsync"/>.</returns>
    public async Task<Outcome<IssuedSession>> SignInAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(userName, password, client, cancellationToken);
        return begun.Refusal is { } refusal ? refusal : begun.Value.Session is { } issued ? issued : ErrorCode.SecondFactorRequired;
    }

    /// <summary>Opens a session for who knows the password, or asks for the second factor. An unknown name is answered like a wrong password,
    /// and as slowly.</summary>
    /// <returns>The next step, or <see cref="ErrorCode.WrongCredentials"/>, <see cref="ErrorCode.LockedOut"/>,
    /// <see cref="ErrorCode.Suspended"/> (only to who knows the password), <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<SignInStep>> BeginAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        userName = userName.Trim();
        if (userName.Length is 0 or > 256 || password.Length == 0 || password.Length > _limits.MaxPassword)
        {
            return ErrorCode.InvalidRequest;
        }

        // Both are counted, also when the first already refuses: an address must not learn that an account is locked for free.
        var name = userName.ToUpperInvariant();
        var lockout = TimeSpan.FromSeconds(settings.Number(ServerSettingNames.LoginLockout));
        var accountOpen = await attempts.TakeAsync(PerAccount, name, settings.Number(ServerSettingNames.LoginMaxTries), lockout, cancellationToken);
        var addressOpen = !client.AddressIsCounted || await attempts.TakeAsync(
            PerAddress, client.Address, _limits.TriesPerAddress, _limits.AddressWindow, cancellationToken);
        if (!accountOpen || !addressOpen)
        {
            LogLockedOut(client.Address);
            return ErrorCode.LockedOut;
        }

        var account = await credentials.FindAsync(userName, cancellationToken);
        if (!await credentials.CheckPasswordAsync(account, password, cancellationToken))
        {
            LogWrongPassword(account?.Id, client.Address);
            if (account is not null)
            {
                await securityLog.RecordAsync(
                    account.UserId, SecurityEventKind.SignInFailed, client.DeviceName, client.Address, nameof(SignInMeans.Password), session: null, cancellationToken);
            }

            return ErrorCode.WrongCredentials;
        }

        await attempts.ForgetAsync(PerAccount, name, cancellationToken);
        if (client.AddressIsCounted)
        {
            await attempts.ReturnAsync(PerAddress, client.Address, cancellationToken);
        }

        if (account!.IsSuspendedAt(clock.GetUtcNow()))
        {
            LogSuspended(account.Id, client.Address);
            return ErrorCode.Suspended;
        }

        var step = await completion.AfterFirstFactorAsync(account, SignInMeans.Password, client, cancellationToken);
        if (step.Refusal is null && step.Value.Session is { } issued)
        {
            LogSignedIn(account.Id, issued.Session.Id, client.Address);
        }

        return step;
    }

    [LoggerMessage(EventIds.PasswordSignedIn, LogLevel.Information, "{User} signed in by password from {Address}: session {Session}.")]
    private partial void LogSignedIn(string user, SessionId session, string address);

    [LoggerMessage(EventIds.PasswordWrong, LogLevel.Warning, "A wrong password for {User} came from {Address}.")]
    private partial void LogWrongPassword(string? user, string address);

    [LoggerMessage(EventIds.PasswordLockedOut, LogLevel.Warning, "Too many passwords were tried; the last came from {Address}.")]
    private partial void LogLockedOut(string address);

    [LoggerMessage(EventIds.SuspendedSignIn, LogLevel.Warning, "The suspended account {User} tried to sign in from {Address}.")]
    private partial void LogSuspended(string user, string address);
}
