using ChatApp.Core.Kernel;

namespace ChatApp.Core.SignIn.SecondFactors;

/// <summary>Keeps second factors.</summary>
public interface ISecondFactorStore
{
    /// <summary>What an account has.</summary>
    Task<SecondFactorState> ReadAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>The secret of an account's authenticator app, or <see langword="null"/>.</summary>
    Task<TotpSecret?> FindTotpAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Puts a secret in the place of one that was never confirmed; whether it could: a confirmed one stays.</summary>
    Task<bool> OfferTotpAsync(UserId user, byte[] secret, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes a step's code, if neither it nor a later one was taken before: one statement. Whether it was taken.</summary>
    Task<bool> TakeStepAsync(UserId user, long step, CancellationToken cancellationToken);

    /// <summary>Confirms the secret, turns the second factor on, and puts recovery codes in the place of the old ones, in one transaction.</summary>
    Task ConfirmTotpAsync(UserId user, IReadOnlyCollection<byte[]> recoveryCodes, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Turns the second factor on with the passkeys that there are, and gives recovery codes, in one transaction.</summary>
    /// <returns>Whether there was a passkey or an app.</returns>
    Task<bool> TurnOnAsync(UserId user, IReadOnlyCollection<byte[]> recoveryCodes, CancellationToken cancellationToken);

    /// <summary>Puts recovery codes in the place of the old ones.</summary>
    Task ReplaceRecoveryCodesAsync(UserId user, IReadOnlyCollection<byte[]> recoveryCodes, CancellationToken cancellationToken);

    /// <summary>Uses a recovery code up; whether it was an unused one.</summary>
    Task<bool> UseRecoveryCodeAsync(UserId user, byte[] code, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes app and recovery codes and turns the second factor off.</summary>
    Task RemoveAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Turns the second factor off where neither app nor passkey is left, or nobody could answer it; whether it was turned off.</summary>
    Task<bool> TurnOffIfEmptyAsync(UserId user, CancellationToken cancellationToken);
}
