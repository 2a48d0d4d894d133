namespace ChatApp.Core.SignIn.SecondFactors;

/// <summary>What an account has beside its password.</summary>
/// <param name="IsOn">Whether a password or code alone signs nobody in.</param>
/// <param name="HasTotp">Whether there is an authenticator app.</param>
/// <param name="Passkeys">How many passkeys there are.</param>
/// <param name="RecoveryCodes">How many recovery codes were not used yet.</param>
public sealed record SecondFactorState(bool IsOn, bool HasTotp, int Passkeys, int RecoveryCodes);
