namespace ChatApp.Core.SignIn.SecondFactors;

/// <summary>The secret that an account shares with its authenticator app.</summary>
/// <param name="Protected">The secret, encrypted: whoever reads the table cannot make codes.</param>
/// <param name="IsConfirmed">Whether a code has shown that the app has it.</param>
public sealed record TotpSecret(byte[] Protected, bool IsConfirmed);
