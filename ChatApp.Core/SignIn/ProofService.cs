using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn.SecondFactors;
using Microsoft.Extensions.Logging;

namespace ChatApp.Core.SignIn;

/// <summary>Lets a person who is signed in prove again who it is, before something dangerous. The session gets a new token by it.</summary>
public sealed partial class ProofService(
    IAccountCredentials credentials,
    SecondFactorService factors,
    AttemptLimiter attempts,
    SessionService sessions,
    ServerSettings settings,
    ILogger<ProofService> logger)
{
    /// <summary>Proves it by password, and by the second factor where the account has one.</summary>
    /// <param name="user">Whose session it is.</param>
    /// <param name="session">The session.</param>
    /// <param name="password">The account's password.</param>
    /// <param name="code">A code of the authenticator app or a recovery code; not looked at where there is no second factor.</param>
    /// <param name="cancellationToken">Observed until the session is renewed.</param>
    /// <returns>The session with its new token, or <see cref="ErrorCode.WrongCredentials"/>, <see cref="ErrorCode.WrongCode"/>,
    /// <see cref="ErrorCode.LockedOut"/>, <see cref="ErrorCode.NotFound"/> when the session has ended.</returns>
    public async Task<Outcome<IssuedSession>> ByPasswordAsync(
        UserId user, SessionId session, string password, string? code, CancellationToken cancellationToken)
    {
        var account = await credentials.FindAsync(user, cancellationToken);
        var name = (account?.UserName ?? user.Value).ToUpperInvariant();
        var lockout = TimeSpan.FromSeconds(settings.Number(ServerSettingNames.LoginLockout));
        if (!await attempts.TakeAsync(PasswordSignIn.PerAccount, name, settings.Number(ServerSettingNames.LoginMaxTries), lockout, cancellationToken))
        {
            return ErrorCode.LockedOut;
        }

        if (!await credentials.CheckPasswordAsync(account, password, cancellationToken))
        {
            LogWrong(user);
            return ErrorCode.WrongCredentials;
        }

        if (account!.TwoFactorEnabled && (await factors.VerifyAsync(user, code ?? string.Empty, cancellationToken)).Refusal is { } refusal)
        {
            return refusal;
        }

        await attempts.ForgetAsync(PasswordSignIn.PerAccount, name, cancellationToken);
        return await RenewAsync(user, session, account.TwoFactorEnabled ? SessionProof.TwoFactors : SessionProof.OneFactor, cancellationToken);
    }

    /// <summary>Proves it by a passkey that was judged already.</summary>
    /// <returns>The session with its new token, or <see cref="ErrorCode.WrongPasskey"/> for somebody else's, <see cref="ErrorCode.NotFound"/>
    /// when the session has ended.</returns>
    public async Task<Outcome<IssuedSession>> ByPasskeyAsync(UserId user, SessionId session, UserId owner, CancellationToken cancellationToken)
        => owner == user ? await RenewAsync(user, session, SessionProof.TwoFactors, cancellationToken) : ErrorCode.WrongPasskey;

    /// <summary>Notes a proof that was just given by other means, as a new second factor.</summary>
    public Task<Outcome<IssuedSession>> RenewAsync(UserId user, SessionId session, SessionProof proof, CancellationToken cancellationToken)
    {
        LogProved(user, session, proof);
        return sessions.RenewAsync(session, proof, cancellationToken);
    }

    [LoggerMessage(EventIds.ProvedAgain, LogLevel.Information, "{User} proved again who it is, in session {Session}: {Proof}.")]
    private partial void LogProved(UserId user, SessionId session, SessionProof proof);

    [LoggerMessage(EventIds.ProofWrong, LogLevel.Warning, "{User} tried to prove who it is with a wrong password.")]
    private partial void LogWrong(UserId user);
}
