using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn.Codes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn;

/// <summary>Signs people in by a code sent to their phone or mailbox. There is no code that always works.</summary>
public sealed partial class CodeSignIn(
    IAccountCredentials credentials,
    ILoginCodeStore codes,
    ICodeSender sender,
    AttemptLimiter attempts,
    SignInCompletion completion,
    SecurityLog securityLog,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<CodeSignIn> logger)
{
    private static readonly Limiter PerAccount = new("code.account", FailureMode.Closed);
    private static readonly Limiter PerAddress = new("code.address", FailureMode.Closed);
    private const int ChallengeBytes = 16;
    private const int MaxChallengeLength = 64;

    private readonly SignInLimits _limits = limits.Value;

    /// <summary>Whether codes can be sent.</summary>
    public bool IsAvailable => sender.IsAvailable;

    /// <summary>Sends a code; an older one of the account stops working.</summary>
    /// <returns>A secret that must come back with the code, the same for a name that nobody has; or
    /// <see cref="ErrorCode.InvalidRequest"/>, <see cref="ErrorCode.TooFast"/>, <see cref="ErrorCode.Forbidden"/> when no codes are sent here.</returns>
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

        var hour = TimeSpan.FromHours(1);
        if (!await attempts.TakeAsync(PerAddress, address, _limits.TriesPerAddress, _limits.AddressWindow, cancellationToken)
            || !await attempts.TakeAsync(PerAccount, name.ToUpperInvariant(), _limits.CodesPerAccount, hour, cancellationToken))
        {
            return ErrorCode.TooFast;
        }

        var challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes));
        var account = await credentials.FindAsync(name, cancellationToken);
        if (account is null || account.IsSuspendedAt(clock.GetUtcNow()))
        {
            return challenge;
        }

        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        await codes.ReplaceAsync(
            account.UserId, Hash(challenge), Hash(challenge, code), clock.GetUtcNow() + _limits.CodeLifetime, cancellationToken);
        await sender.SendAsync(
            new CodeMessage(
                account.UserId, account.UserName ?? account.Id, CodeAddresses.Choose(account, name, sender), CodePurpose.SignIn, code, _limits.CodeLifetime,
                CultureInfo.CurrentUICulture.Name),
            cancellationToken);
        return challenge;
    }

    /// <summary>Opens a session for who got the code, where that is enough.</summary>
    /// <returns>The session; <see cref="ErrorCode.SecondFactorRequired"/>, and the code is used up; else as <see cref="FinishAsync"/>.</returns>
    public async Task<Outcome<IssuedSession>> CompleteAsync(
        string name, string challenge, string code, ClientInfo client, CancellationToken cancellationToken)
    {
        var finished = await FinishAsync(name, challenge, code, client, cancellationToken);
        return finished.Refusal is { } refusal ? refusal : finished.Value.Session is { } issued ? issued : ErrorCode.SecondFactorRequired;
    }

    /// <summary>Opens a session for who got the code, or asks for the second factor.</summary>
    /// <returns>The next step, or <see cref="ErrorCode.WrongCode"/>, <see cref="ErrorCode.LockedOut"/>, <see cref="ErrorCode.InvalidRequest"/>.</returns>
    public async Task<Outcome<SignInStep>> FinishAsync(
        string name, string challenge, string code, ClientInfo client, CancellationToken cancellationToken)
    {
        name = name.Trim();
        code = code.Trim();
        if (name.Length is 0 or > 256 || challenge.Length is 0 or > MaxChallengeLength || code.Length != 6 || !code.All(char.IsAsciiDigit))
        {
            return ErrorCode.InvalidRequest;
        }

        if (!await attempts.TakeAsync(PerAddress, client.Address, _limits.TriesPerAddress, _limits.AddressWindow, cancellationToken))
        {
            return ErrorCode.LockedOut;
        }

        var now = clock.GetUtcNow();
        var account = await credentials.FindAsync(name, cancellationToken);
        var right = account is not null
            && await codes.TryUseAsync(account.UserId, Hash(challenge), Hash(challenge, code), _limits.TriesPerCode, now, cancellationToken);
        if (!right || account!.IsSuspendedAt(now))
        {
            LogWrongCode(account?.Id, client.Address);
            if (account is not null)
            {
                await securityLog.RecordAsync(
                    account.UserId, SecurityEventKind.SignInFailed, client.DeviceName, client.Address, nameof(SignInMeans.Code), session: null, cancellationToken);
            }

            return ErrorCode.WrongCode;
        }

        await attempts.ReturnAsync(PerAddress, client.Address, cancellationToken);
        var step = await completion.AfterFirstFactorAsync(account, SignInMeans.Code, client, cancellationToken);
        if (step.Refusal is null && step.Value.Session is { } issued)
        {
            LogSignedIn(account.Id, issued.Session.Id, client.Address);
        }

        return step;
    }

    private static byte[] Hash(string challenge, string code = "") => SHA256.HashData(Encoding.UTF8.GetBytes($"{challenge}:{code}"));

    [LoggerMessage(EventIds.CodeSignedIn, LogLevel.Information, "{User} signed in by code from {Address}: session {Session}.")]
    private partial void LogSignedIn(string user, SessionId session, string address);

    [LoggerMessage(EventIds.CodeWrong, LogLevel.Warning, "A wrong sign-in code for {User} came from {Address}.")]
    private partial void LogWrongCode(string? user, string address);
}
