namespace ChatApp.Core.SignIn.Codes;

/// <summary>What a code is for; the message says so, and that nobody else must be told it.</summary>
public enum CodePurpose
{
    /// <summary>Signing in.</summary>
    SignIn,

    /// <summary>A new password in place of a forgotten one.</summary>
    PasswordReset,

    /// <summary>Showing that a phone number or address is one's own.</summary>
    Contact,

    /// <summary>Making an account.</summary>
    Registration,
}
