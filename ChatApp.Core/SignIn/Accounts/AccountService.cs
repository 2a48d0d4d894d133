using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Codes;
using ChatApp.Core.SignIn.Passwords;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn.Accounts;

/// <summary>
/// What a person changes of the own account: password, phone number, e-mail address, and its end. Whoever calls has made sure that the person
/// proved a short while ago who it is.
/// </summary>
public sealed partial class AccountService(
    IAccountStore store,
    IAccountCredentials credentials,
    ICodeSender sender,
    ChallengeService challenges,
    AttemptLimiter attempts,
    SessionService sessions,
    SecurityLog log,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<AccountService> logger)
{
    private static readonly Limiter ContactCodes = new("contact.user", FailureMode.Closed);

    private readonly SignInLimits _limits = limits.Value;

    /// <summary>Sets another password. The session gets a new token; the others end if their owner wishes.</summary>
    /// <returns>The session with its new token, or <see cref="ErrorCode.WeakPassword"/>, <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<IssuedSession>> ChangePasswordAsync(
        UserId user, SessionId session, string password, bool endOthers, CancellationToken cancellationToken)
    {
        if (await credentials.FindAsync(user, cancellationToken) is not { } account)
        {
            return ErrorCode.NotFound;
        }

        if (!PasswordRules.Allow(password, _limits.MaxPassword, account))
        {
            return ErrorCode.WeakPassword;
        }

        await store.SetPasswordAsync(user, password, cancellationToken);
        LogPassword(user);
        await RecordAsync(user, SecurityEventKind.PasswordChanged, session);
        if (endOthers)
        {
            await sessions.EndAllAsync(user, session, SessionEndReason.CredentialsChanged, CancellationToken.None);
        }

        return await sessions.RenewAsync(session, SessionProof.OneFactor, CancellationToken.None);
    }

    /// <summary>Sends a code to a number or address that a person wants to have. Whether somebody else has it is not told: then none is sent.</summary>
    /// <returns>The secret that must come back with the code, or <see cref="ErrorCode.InvalidRequest"/> for what is no number or address,
    /// <see cref="ErrorCode.Forbidden"/> where none can be written to, <see cref="ErrorCode.TooFast"/>.</returns>
    public async Task<Outcome<string>> StartContactAsync(UserId user, CodeChannel channel, string address, CancellationToken cancellationToken)
    {
        if (!Contact.TryRead(channel, address, out var contact))
        {
            return ErrorCode.InvalidRequest;
        }

        if (!sender.Serves(channel))
        {
            return ErrorCode.Forbidden;
        }

        if (!await attempts.TakeAsync(ContactCodes, user.Value, _limits.CodesPerAccount, TimeSpan.FromHours(1), cancellationToken))
        {
            return ErrorCode.TooFast;
        }

        var code = ChallengeService.NewCode();
        var secret = await challenges.BeginAsync(
            new Challenge(ChallengePurpose.Contact, user, $"{(int)channel}:{contact.Address}"), code, _limits.CodeLifetime, cancellationToken);
        if (!await store.IsTakenAsync(contact, cancellationToken))
        {
            await sender.SendAsync(
                new CodeMessage(user, user.Value, contact, CodePurpose.Contact, code, _limits.CodeLifetime, CultureInfo.CurrentUICulture.Name), cancellationToken);
        }

        return secret;
    }

    /// <summary>Takes the number or address whose code came back.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.WrongCode"/>, <see cref="ErrorCode.Conflict"/> when somebody else was quicker.</returns>
    public async Task<Outcome<Done>> ConfirmContactAsync(UserId user, string? secret, string code, CancellationToken cancellationToken)
    {
        var begun = await challenges.TryAnswerAsync(ChallengePurpose.Contact, secret, code.Trim(), _limits.TriesPerCode, cancellationToken);
        if (begun?.User != user || begun.Data?.Split(':', 2) is not [var channel, var address])
        {
            return ErrorCode.WrongCode;
        }

        var contact = new Contact((CodeChannel)int.Parse(channel, CultureInfo.InvariantCulture), address);
        var set = await store.SetContactAsync(user, contact, cancellationToken);
        if (set.Refusal is null)
        {
            LogContact(user, contact.Channel);
            await RecordAsync(user, KindOf(contact.Channel), session: null);
        }

        return set;
    }

    /// <summary>Takes a number or address away.</summary>
    public async Task RemoveContactAsync(UserId user, CodeChannel channel, CancellationToken cancellationToken)
    {
        await store.RemoveContactAsync(user, channel, cancellationToken);
        LogContact(user, channel);
        await RecordAsync(user, KindOf(channel), session: null);
    }

    /// <summary>Closes the account after <see cref="SignInLimits.CloseGrace"/> and signs it out everywhere. Signing in before takes it back.</summary>
    /// <returns>When the account goes, or <see cref="ErrorCode.Conflict"/> for the last administrator.</returns>
    public async Task<Outcome<DateTimeOffset>> AskToCloseAsync(UserId user, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow() + _limits.CloseGrace;
        var asked = await store.AskToCloseAsync(user, at, cancellationToken);
        if (asked.Refusal is { } refusal)
        {
            return refusal;
        }

        LogCloseAsked(user, at);
        await RecordAsync(user, SecurityEventKind.ClosingAsked, session: null);
        await sessions.EndAllAsync(user, except: null, SessionEndReason.SignedOut, CancellationToken.None);
        return at;
    }

    /// <summary>Closes the accounts whose time has come.</summary>
    public async Task CloseDueAsync(CancellationToken cancellationToken)
    {
        foreach (var user in await store.CloseDueAsync(clock.GetUtcNow(), cancellationToken))
        {
            LogClosed(user);
            await sessions.EndAllAsync(user, except: null, SessionEndReason.Suspended, CancellationToken.None);
        }
    }

    private static SecurityEventKind KindOf(CodeChannel channel) => channel == CodeChannel.Sms ? SecurityEventKind.PhoneChanged : SecurityEventKind.EmailChanged;

    private Task RecordAsync(UserId user, SecurityEventKind kind, SessionId? session)
        => log.RecordAsync(user, kind, string.Empty, string.Empty, string.Empty, session, CancellationToken.None);

    [LoggerMessage(EventIds.PasswordChanged, LogLevel.Warning, "{User} changed the password.")]
    private partial void LogPassword(UserId user);

    [LoggerMessage(EventIds.ContactChanged, LogLevel.Warning, "{User} changed what it is reached by: {Channel}.")]
    private partial void LogContact(UserId user, CodeChannel channel);

    [LoggerMessage(EventIds.CloseAsked, LogLevel.Warning, "{User} closes the account at {At}.")]
    private partial void LogCloseAsked(UserId user, DateTimeOffset at);

    [LoggerMessage(EventIds.AccountClosed, LogLevel.Warning, "The account {User} was closed, as its owner wished.")]
    private partial void LogClosed(UserId user);
}
