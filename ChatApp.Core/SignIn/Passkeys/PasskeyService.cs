using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn.SecondFactors;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.SignIn.Passkeys;

/// <summary>A person's own passkeys.</summary>
public sealed partial class PasskeyService(
    IPasskeyStore store, ISecondFactorStore factors, SecurityLog log, IOptions<SignInLimits> limits, ILogger<PasskeyService> logger)
{
    /// <summary>The passkeys, the oldest first.</summary>
    public Task<IReadOnlyList<Passkey>> ListAsync(UserId user, CancellationToken cancellationToken) => store.ListAsync(user, cancellationToken);

    /// <summary>Adds a passkey that was judged already.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.InvalidRequest"/> for a name that cannot be, <see cref="ErrorCode.LimitReached"/>,
    /// <see cref="ErrorCode.Conflict"/> for one that somebody has.</returns>
    public async Task<Outcome<Done>> AddAsync(UserId user, UserPasskeyInfo passkey, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        if (!TryName(name, out var plain))
        {
            return ErrorCode.InvalidRequest;
        }

        passkey.Name = plain;
        var added = await store.AddAsync(user, passkey, limits.Value.MaxPasskeys, cancellationToken);
        if (added.Refusal is null)
        {
            LogAdded(user);
            await log.RecordAsync(user, SecurityEventKind.PasskeyAdded, string.Empty, string.Empty, plain, session: null, CancellationToken.None);
        }

        return added;
    }

    /// <summary>Notes that a passkey was used.</summary>
    public Task SaveUseAsync(UserId user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => store.SaveUseAsync(user, passkey, cancellationToken);

    /// <summary>Gives a passkey another name.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.InvalidRequest"/>, <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> RenameAsync(UserId user, string id, string name, CancellationToken cancellationToken)
        => !TryName(name, out var plain)
            ? ErrorCode.InvalidRequest
            : await store.RenameAsync(user, id, plain, cancellationToken) ? Outcome.Done : ErrorCode.NotFound;

    /// <summary>Removes a passkey. A second factor that nothing is left of is turned off: nobody could answer it.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.NotFound"/>.</returns>
    public async Task<Outcome<Done>> RemoveAsync(UserId user, string id, CancellationToken cancellationToken)
    {
        if (!await store.RemoveAsync(user, id, cancellationToken))
        {
            return ErrorCode.NotFound;
        }

        await factors.TurnOffIfEmptyAsync(user, CancellationToken.None);
        LogRemoved(user);
        await log.RecordAsync(user, SecurityEventKind.PasskeyRemoved, string.Empty, string.Empty, string.Empty, session: null, CancellationToken.None);
        return Outcome.Done;
    }

    private static bool TryName(string name, out string plain)
    {
        plain = name.Trim();
        return plain.Length is > 0 and <= Passkey.MaxName && !plain.Any(char.IsControl);
    }

    [LoggerMessage(EventIds.PasskeyAdded, LogLevel.Information, "{User} added a passkey.")]
    private partial void LogAdded(UserId user);

    [LoggerMessage(EventIds.PasskeyRemoved, LogLevel.Warning, "{User} removed a passkey.")]
    private partial void LogRemoved(UserId user);
}
