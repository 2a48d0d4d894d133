using ChatApp.Core.Kernel;

namespace ChatApp.Core.SignIn.Challenges;

/// <summary>Something that was begun by one request and is finished by another, once.</summary>
/// <param name="Purpose">What it is.</param>
/// <param name="User">Whose it is; <see langword="null"/> while that is not known, or must not be told.</param>
/// <param name="Data">What the second half needs of the first; never shown to anybody.</param>
public sealed record Challenge(ChallengePurpose Purpose, UserId? User, string? Data);
