using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn.Accounts;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Codes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn.Passwords;

/// <summary>Gives who forgot the password another one, by a code to the confirmed number or address. Who exists is not told, also not by the time.</summary>
public sealed partial class PasswordReset(
    IAccountStore store,
    IAccountCredentials credentials,
    ICodeSender sender,
    ChallengeService challenges,
    AttemptLimiter attempts,
    SessionService sessions,
    SecurityLog log,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<PasswordReset> logger)
{
    private static readonly Limiter PerAccount = new("reset.account", FailureMode.Closed);
    private static readonly Limiter PerAddress = new("reset.address", FailureMode.Closed);

    private readonly SignInLimits _limits = limits.Value;

    /// <summary>Whether codes can be sent.</summary>
    public bool IsAvailable => sender.IsAvailable;

    /// <summary>Sends a code, if there is somebody to send one to.</summary>
    /// <param name="name">User name, confirmed phone number or confirmed e-mail address.</param>
    /// <param name="address">Where the request came from.</param>
    /// <param name="cancellationToken">Observed until the code is on its way.</param>
    /// <returns>The secret that must come back with the code, the same for a name that nobody has; <see cref="ErrorCode.InvalidRequest"/>,
    /// <see cref="ErrorCode.TooFast"/>, <see cref="ErrorCode.Forbidden"/> when no codes are sent here.</returns>
    public async Task<Outcome<string>> StartAsync(string name, string address, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > 256)
        {
            return ErrorCode.InvalidRequest;
        }

        if (!sender.IsAvailable)
        {
            return ErrorCode.Forbidden;
        }

        if (!await attempts.TakeAsync(PerAddress, address, _limits.TriesPerAddress, _limits.AddressWindow, cancellationToken)
            || !await attempts.TakeAsync(PerAccount, name.ToUpperInvariant(), _limits.CodesPerAccount, TimeSpan.FromHours(1), cancellationToken))
        {
            return ErrorCode.TooFast;
        }

        // The same is written for nobody as for somebody, and what is sent waits in a queue: neither answer is quicker than the other.
        var account = await credentials.FindAsync(name, cancellationToken);
        var reachable = account is not null && !account.IsSuspendedAt(clock.GetUtcNow()) ? account : null;
        var code = ChallengeService.NewCode();
        var secret = await challenges.BeginAsync(
            new Challenge(ChallengePurpose.PasswordReset, reachable?.UserId, Data: name), code, _limits.CodeLifetime, cancellationToken);
        if (reachable is not null)
        {
            await sender.SendAsync(
                new CodeMessage(
                    reachable.UserId, reachable.UserName ?? reachable.Id, CodeAddresses.Choose(reachable, name, sender), CodePurpose.PasswordReset, code,
                    _limits.CodeLifetime, CultureInfo.CurrentUICulture.Name),
                cancellationToken);
        }

        return secret;
    }

    /// <summary>Sets the new password and ends every session of the account. The second factor stays: a code alone must not take it away.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.WrongCode"/>; <see cref="ErrorCode.WeakPassword"/>, and the code still works.</returns>
    public async Task<Outcome<Done>> CompleteAsync(string? secret, string code, string password, CancellationToken cancellationToken)
    {
        // Judged before the code is used up, and by the name that was typed: what the account's other names say of it would tell that there is one.
        var typed = (await challenges.FindAsync(ChallengePurpose.PasswordReset, secret, cancellationToken))?.Data;
        if (!PasswordRules.Allow(password, _limits.MaxPassword, typed, typed?.Split('@')[0], "chatapp"))
        {
            return ErrorCode.WeakPassword;
        }

        var begun = await challenges.TryAnswerAsync(ChallengePurpose.PasswordReset, secret, code.Trim(), _limits.TriesPerCode, cancellationToken);
        if (begun?.User is not { } user)
        {
            return ErrorCode.WrongCode;
        }

        await store.SetPasswordAsync(user, password, cancellationToken);
        LogReset(user);
        await log.RecordAsync(user, SecurityEventKind.PasswordReset, string.Empty, string.Empty, string.Empty, session: null, CancellationToken.None);
        await sessions.EndAllAsync(user, except: null, SessionEndReason.CredentialsChanged, CancellationToken.None);
        return Outcome.Done;
    }

    [LoggerMessage(EventIds.PasswordReset, LogLevel.Warning, "{User} set a new password by a code.")]
    private partial void LogReset(UserId user);
}
