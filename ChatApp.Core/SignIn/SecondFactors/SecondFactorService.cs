using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn.SecondFactors;

/// <summary>Sets second factors up, takes them away, and judges their codes.</summary>
public sealed partial class SecondFactorService(
    ISecondFactorStore store,
    ISecretProtector protector,
    AttemptLimiter attempts,
    SecurityLog log,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<SecondFactorService> logger)
{
    private static readonly Limiter PerAccount = new("second.account", FailureMode.Closed);

    private readonly SignInLimits _limits = limits.Value;

    /// <summary>What an account has.</summary>
    public Task<SecondFactorState> ReadAsync(UserId user, CancellationToken cancellationToken) => store.ReadAsync(user, cancellationToken);

    /// <summary>The secret of an authenticator app that is being set up: the one offered before, until it is confirmed, so that a page that is loaded
    /// again shows the same picture.</summary>
    /// <returns>The secret, or <see cref="ErrorCode.Conflict"/> when there is a confirmed one.</returns>
    public async Task<Outcome<byte[]>> OfferTotpAsync(UserId user, CancellationToken cancellationToken)
    {
        var known = await store.FindTotpAsync(user, cancellationToken);
        if (known?.IsConfirmed == true)
        {
            return ErrorCode.Conflict;
        }

        if (known is not null && protector.TryUnprotect(user, known.Protected) is { } offered)
        {
            return offered;
        }

        var secret = Totp.NewSecret();
        return await store.OfferTotpAsync(user, protector.Protect(user, secret), clock.GetUtcNow(), cancellationToken) ? secret : ErrorCode.Conflict;
    }

    /// <summary>Turns the second factor on with the app that shows the right code.</summary>
    /// <returns>The recovery codes, which are shown this once; <see cref="ErrorCode.WrongCode"/>, <see cref="ErrorCode.LockedOut"/>, or
    /// <see cref="ErrorCode.Lapsed"/> when nothing was offered.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> ConfirmTotpAsync(UserId user, string code, CancellationToken cancellationToken)
    {
        if (!await TakeTryAsync(user, cancellationToken))
        {
            return ErrorCode.LockedOut;
        }

        var offered = await store.FindTotpAsync(user, cancellationToken);
        if (offered is null or { IsConfirmed: true } || protector.TryUnprotect(user, offered.Protected) is not { } secret)
        {
            return ErrorCode.Lapsed;
        }

        if (!await IsRightAsync(user, secret, code.Trim(), cancellationToken))
        {
            return ErrorCode.WrongCode;
        }

        var codes = RecoveryCodes.Create();
        await store.ConfirmTotpAsync(user, Hashes(user, codes), clock.GetUtcNow(), cancellationToken);
        await attempts.ForgetAsync(PerAccount, user.Value, cancellationToken);
        LogTurnedOn(user);
        await RecordAsync(user, SecurityEventKind.SecondFactorAdded);
        return Outcome.Of(codes);
    }

    /// <summary>Turns the second factor on with passkeys alone.</summary>
    /// <returns>The recovery codes, which are shown this once, or <see cref="ErrorCode.NotFound"/> without a passkey.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> TurnOnAsync(UserId user, CancellationToken cancellationToken)
    {
        var codes = RecoveryCodes.Create();
        if (!await store.TurnOnAsync(user, Hashes(user, codes), cancellationToken))
        {
            return ErrorCode.NotFound;
        }

        LogTurnedOn(user);
        await RecordAsync(user, SecurityEventKind.SecondFactorAdded);
        return Outcome.Of(codes);
    }

    /// <summary>Whether a code of the app, or a recovery code, is right; it is used up.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.WrongCode"/>, <see cref="ErrorCode.LockedOut"/>.</returns>
    public async Task<Outcome<Done>> VerifyAsync(UserId user, string code, CancellationToken cancellationToken)
    {
        if (!await TakeTryAsync(user, cancellationToken))
        {
            return ErrorCode.LockedOut;
        }

        if (!await VerifyEitherAsync(user, code.Trim(), cancellationToken))
        {
            LogWrong(user);
            return ErrorCode.WrongCode;
        }

        await attempts.ForgetAsync(PerAccount, user.Value, cancellationToken);
        return Outcome.Done;
    }

    /// <summary>New recovery codes; the old ones stop working.</summary>
    /// <returns>The codes, which are shown this once, or <see cref="ErrorCode.NotFound"/> while the second factor is off.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> RenewRecoveryCodesAsync(UserId user, CancellationToken cancellationToken)
    {
        if (!(await store.ReadAsync(user, cancellationToken)).IsOn)
        {
            return ErrorCode.NotFound;
        }

        var codes = RecoveryCodes.Create();
        await store.ReplaceRecoveryCodesAsync(user, Hashes(user, codes), cancellationToken);
        await RecordAsync(user, SecurityEventKind.RecoveryCodesMade);
        return Outcome.Of(codes);
    }

    /// <summary>Turns the second factor off, and forgets app and recovery codes.</summary>
    public async Task RemoveAsync(UserId user, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(user, cancellationToken);
        LogTurnedOff(user);
        await RecordAsync(user, SecurityEventKind.SecondFactorRemoved);
    }

    private static IReadOnlyCollection<byte[]> Hashes(UserId user, IReadOnlyList<string> codes) => [.. codes.Select(code => RecoveryCodes.Hash(user, code))];

    private Task<bool> TakeTryAsync(UserId user, CancellationToken cancellationToken)
        => attempts.TakeAsync(PerAccount, user.Value, _limits.SecondFactorTries, _limits.AddressWindow, cancellationToken);

    private async Task<bool> VerifyEitherAsync(UserId user, string code, CancellationToken cancellationToken)
    {
        if (code.Length == 6)
        {
            return await store.FindTotpAsync(user, cancellationToken) is { IsConfirmed: true } known
                && protector.TryUnprotect(user, known.Protected) is { } secret
                && await IsRightAsync(user, secret, code, cancellationToken);
        }

        if (!RecoveryCodes.IsPossible(code)
            || !await store.UseRecoveryCodeAsync(user, RecoveryCodes.Hash(user, code), clock.GetUtcNow(), cancellationToken))
        {
            return false;
        }

        await RecordAsync(user, SecurityEventKind.RecoveryCodeUsed);
        return true;
    }

    private Task RecordAsync(UserId user, SecurityEventKind kind)
        => log.RecordAsync(user, kind, string.Empty, string.Empty, string.Empty, session: null, CancellationToken.None);

    private async Task<bool> IsRightAsync(UserId user, byte[] secret, string code, CancellationToken cancellationToken)
        => Totp.FindStep(secret, code, clock.GetUtcNow()) is { } step && await store.TakeStepAsync(user, step, cancellationToken);

    [LoggerMessage(EventIds.SecondFactorOn, LogLevel.Information, "{User} turned the second factor on.")]
    private partial void LogTurnedOn(UserId user);

    [LoggerMessage(EventIds.SecondFactorOff, LogLevel.Warning, "{User} turned the second factor off.")]
    private partial void LogTurnedOff(UserId user);

    [LoggerMessage(EventIds.SecondFactorWrong, LogLevel.Warning, "A wrong second factor came for {User}.")]
    private partial void LogWrong(UserId user);
}
