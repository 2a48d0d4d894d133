using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.SecondFactors;
using ChatApp.Core.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn;

/// <summary>Where every way to sign in ends: asks for the second factor where the account has one, and opens the session.</summary>
public sealed partial class SignInCompletion(
    SessionService sessions,
    SecondFactorService factors,
    ChallengeService challenges,
    IAccountCredentials credentials,
    SecurityLog securityLog,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<SignInCompletion> logger)
{
    private readonly SignInLimits _limits = limits.Value;

    /// <summary>Goes on after a first factor that was right.</summary>
    /// <returns>The next step, or <see cref="ErrorCode.LimitReached"/> where the account has no room for another device.</returns>
    public async Task<Outcome<SignInStep>> AfterFirstFactorAsync(
        Account account, SignInMeans means, ClientInfo client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!account.TwoFactorEnabled)
        {
            var issued = await OpenAsync(account, means, SessionProof.OneFactor, client, cancellationToken);
            return issued.Refusal is { } refusal ? refusal : new SignInStep(issued.Value, Pending: null);
        }

        var ticket = await challenges.BeginAsync(
            new Challenge(ChallengePurpose.SecondFactor, account.UserId, means.ToString()), answer: null, _limits.SecondFactorLifetime, cancellationToken);
        LogAsked(account.Id, client.Address);
        return new SignInStep(Session: null, new PendingSignIn(ticket, await factors.ReadAsync(account.UserId, cancellationToken)));
    }

    /// <summary>Who waits with a ticket, or <see langword="null"/>.</summary>
    public async Task<UserId?> FindPendingAsync(string? ticket, CancellationToken cancellationToken)
        => (await challenges.FindAsync(ChallengePurpose.SecondFactor, ticket, cancellationToken))?.User;

    /// <summary>Finishes a sign-in by a code of the authenticator app, or a recovery code.</summary>
    /// <returns>The session, or <see cref="ErrorCode.WrongCode"/>; <see cref="ErrorCode.LockedOut"/>; <see cref="ErrorCode.Lapsed"/> when the
    /// ticket is old, used, or had all its tries; <see cref="ErrorCode.Suspended"/>.</returns>
    public async Task<Outcome<IssuedSession>> CompleteByCodeAsync(string? ticket, string code, ClientInfo client, CancellationToken cancellationToken)
    {
        var pending = await challenges.CountTryAsync(ChallengePurpose.SecondFactor, ticket, _limits.TriesPerCode, cancellationToken);
        if (pending?.User is not { } user)
        {
            return ErrorCode.Lapsed;
        }

        var verified = await factors.VerifyAsync(user, code, cancellationToken);
        return verified.Refusal ?? await FinishAsync(ticket, user, client, cancellationToken);
    }

    /// <summary>Finishes a sign-in by a passkey that was judged already.</summary>
    /// <param name="ticket">What the first factor gave.</param>
    /// <param name="owner">Whose passkey it was.</param>
    /// <param name="client">What will hold the token.</param>
    /// <param name="cancellationToken">Observed until the session is stored.</param>
    /// <returns>The session, or <see cref="ErrorCode.WrongPasskey"/> for somebody else's, <see cref="ErrorCode.Lapsed"/>, <see cref="ErrorCode.Suspended"/>.</returns>
    public async Task<Outcome<IssuedSession>> CompleteByPasskeyAsync(string? ticket, UserId owner, ClientInfo client, CancellationToken cancellationToken)
        => await FindPendingAsync(ticket, cancellationToken) switch
        {
            null => ErrorCode.Lapsed,
            { } user when user != owner => ErrorCode.WrongPasskey,
            _ => await FinishAsync(ticket, owner, client, cancellationToken),
        };

    /// <summary>Opens a session for the owner of a passkey, which is both factors in one.</summary>
    /// <returns>The session, or <see cref="ErrorCode.WrongPasskey"/> without such an account, <see cref="ErrorCode.Suspended"/>.</returns>
    public async Task<Outcome<IssuedSession>> SignInByPasskeyAsync(UserId owner, ClientInfo client, CancellationToken cancellationToken)
    {
        var account = await credentials.FindAsync(owner, cancellationToken);
        if (account is null)
        {
            return ErrorCode.WrongPasskey;
        }

        if (account.IsSuspendedAt(clock.GetUtcNow()))
        {
            return ErrorCode.Suspended;
        }

        var issued = await OpenAsync(account, SignInMeans.Passkey, SessionProof.TwoFactors, client, cancellationToken);
        if (issued.Refusal is null)
        {
            LogByPasskey(account.Id, issued.Value.Session.Id, client.Address);
        }

        return issued;
    }

    private async Task<Outcome<IssuedSession>> FinishAsync(string? ticket, UserId user, ClientInfo client, CancellationToken cancellationToken)
    {
        if (await challenges.TakeAsync(ChallengePurpose.SecondFactor, ticket, cancellationToken) is not { } taken
            || await credentials.FindAsync(user, cancellationToken) is not { } account)
        {
            return ErrorCode.Lapsed;
        }

        return account.IsSuspendedAt(clock.GetUtcNow())
            ? ErrorCode.Suspended
            : await OpenAsync(account, Enum.TryParse<SignInMeans>(taken.Data, out var means) ? means : SignInMeans.Unknown, SessionProof.TwoFactors, client, cancellationToken);
    }

    private async Task<Outcome<IssuedSession>> OpenAsync(
        Account account, SignInMeans means, SessionProof proof, ClientInfo client, CancellationToken cancellationToken)
    {
        if (account.ClosesAt is not null)
        {
            await credentials.TakeCloseBackAsync(account.UserId, cancellationToken);
            LogCloseTakenBack(account.Id);
            await securityLog.RecordAsync(
                account.UserId, SecurityEventKind.ClosingStopped, client.DeviceName, client.Address, string.Empty, session: null, CancellationToken.None);
        }

        return await sessions.OpenAsync(client.For(account.UserId, means) with { Proof = proof }, cancellationToken);
    }

    [LoggerMessage(EventIds.SecondFactorAsked, LogLevel.Information, "{User} is asked for the second factor, from {Address}.")]
    private partial void LogAsked(string user, string address);

    [LoggerMessage(EventIds.PasskeySignedIn, LogLevel.Information, "{User} signed in by passkey from {Address}: session {Session}.")]
    private partial void LogByPasskey(string user, SessionId session, string address);

    [LoggerMessage(EventIds.CloseTakenBack, LogLevel.Information, "{User} signed in, so the account is not closed.")]
    private partial void LogCloseTakenBack(string user);
}
