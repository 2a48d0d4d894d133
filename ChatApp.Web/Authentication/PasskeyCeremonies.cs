using System.Text.Json;
using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Challenges;
using ChatApp.Core.SignIn.Passkeys;
using ChatApp.Core.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication;

/// <summary>
/// Asks browsers to make passkeys and to use them, and judges what they answer. What was asked is kept on the server and answered once;
/// the cryptography is ASP.NET Core Identity's.
/// </summary>
internal sealed partial class PasskeyCeremonies(
    IPasskeyHandler<Account> handler,
    IAccountCredentials accounts,
    PasskeyService passkeys,
    ChallengeService challenges,
    IOptions<SignInLimits> limits,
    ILogger<PasskeyCeremonies> logger)
{
    /// <summary>Asks the browser of a person to make a passkey.</summary>
    public async Task<Outcome<PasskeyQuestion>> AskToCreateAsync(HttpContext context, UserId user, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(user, cancellationToken) is not { } account)
        {
            return ErrorCode.NotFound;
        }

        var options = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id, Name = account.UserName ?? account.Id, DisplayName = account.DisplayName }, context);
        return await AskAsync(ChallengePurpose.PasskeyCreation, user, options.CreationOptionsJson, options.AttestationState, cancellationToken);
    }

    /// <summary>Takes the passkey that the browser made.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.Lapsed"/>, <see cref="ErrorCode.WrongPasskey"/>, or as <see cref="PasskeyService.AddAsync"/>.</returns>
    public async Task<Outcome<Done>> CreateAsync(
        HttpContext context, UserId user, string? secret, string? credential, string name, CancellationToken cancellationToken)
    {
        var asked = await challenges.TakeAsync(ChallengePurpose.PasskeyCreation, secret, cancellationToken);
        if (asked is null || asked.User != user || string.IsNullOrEmpty(credential))
        {
            return ErrorCode.Lapsed;
        }

        var made = await TryAsync(() => handler.PerformAttestationAsync(
            new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential, AttestationState = asked.Data }));
        if (made is not { Succeeded: true } || made.UserEntity.Id != user.Value)
        {
            LogRefused(made?.Failure?.Message ?? "unreadable");
            return ErrorCode.WrongPasskey;
        }

        return await passkeys.AddAsync(user, made.Passkey, name, cancellationToken);
    }

    /// <summary>Asks a browser for a passkey.</summary>
    /// <param name="context">The request.</param>
    /// <param name="user">Whose, or <see langword="null"/> for whoever's it offers.</param>
    /// <param name="cancellationToken">Observed until the question is written.</param>
    public async Task<PasskeyQuestion> AskToUseAsync(HttpContext context, UserId? user, CancellationToken cancellationToken)
    {
        var account = user is { } id ? await accounts.FindAsync(id, cancellationToken) : null;
        var options = await handler.MakeRequestOptionsAsync(account, context);
        return await AskAsync(ChallengePurpose.PasskeyRequest, account?.UserId, options.RequestOptionsJson, options.AssertionState, cancellationToken);
    }

    /// <summary>Judges the passkey that the browser found.</summary>
    /// <returns>Its owner, or <see cref="ErrorCode.Lapsed"/>, <see cref="ErrorCode.WrongPasskey"/>.</returns>
    public async Task<Outcome<UserId>> UseAsync(HttpContext context, string? secret, string? credential, CancellationToken cancellationToken)
    {
        var asked = await challenges.TakeAsync(ChallengePurpose.PasskeyRequest, secret, cancellationToken);
        if (asked is null || string.IsNullOrEmpty(credential))
        {
            return ErrorCode.Lapsed;
        }

        var used = await TryAsync(() => handler.PerformAssertionAsync(
            new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential, AssertionState = asked.Data }));
        if (used is not { Succeeded: true })
        {
            LogRefused(used?.Failure?.Message ?? "unreadable");
            return ErrorCode.WrongPasskey;
        }

        await passkeys.SaveUseAsync(used.User.UserId, used.Passkey, cancellationToken);
        return used.User.UserId;
    }

    // What a browser sends is anything: Identity throws for some of it, as for JSON that is none.
    private static async Task<T?> TryAsync<T>(Func<Task<T>> judge)
        where T : class
    {
        try
        {
            return await judge();
        }
        catch (Exception malformed) when (malformed is JsonException or PasskeyException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private async Task<PasskeyQuestion> AskAsync(
        ChallengePurpose purpose, UserId? user, string options, string? state, CancellationToken cancellationToken)
        => new(
            await challenges.BeginAsync(new Challenge(purpose, user, state), answer: null, limits.Value.PasskeyLifetime, cancellationToken),
            JsonDocument.Parse(options).RootElement);

    [LoggerMessage(EventIds.PasskeyRefused, LogLevel.Warning, "A passkey was refused: {Reason}")]
    private partial void LogRefused(string reason);
}
