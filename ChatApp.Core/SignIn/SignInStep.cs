using ChatApp.Core.Sessions;

namespace ChatApp.Core.SignIn;

/// <summary>What a right password or code leads to: a session, or the question for a second factor. Exactly one of the two is there.</summary>
/// <param name="Session">The session, when nothing more is asked.</param>
/// <param name="Pending">What waits for the second factor.</param>
public sealed record SignInStep(IssuedSession? Session, PendingSignIn? Pending);
