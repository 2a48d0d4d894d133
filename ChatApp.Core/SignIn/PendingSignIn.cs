using ChatApp.Core.SignIn.SecondFactors;

namespace ChatApp.Core.SignIn;

/// <summary>A sign-in whose first factor was right and that waits for the second.</summary>
/// <param name="Ticket">The secret that must come back with the second factor.</param>
/// <param name="Factors">What the account has to answer with.</param>
public sealed record PendingSignIn(string Ticket, SecondFactorState Factors);
