namespace ChatApp.Core.SignIn.Registration;

/// <summary>An account that somebody wants to have.</summary>
/// <param name="UserName">The name to sign in with: 1 to 64 letters, digits, dots, underscores and hyphens.</param>
/// <param name="DisplayName">The name others see; the user name when it is empty.</param>
/// <param name="Password">See <see cref="Passwords.PasswordRules"/>.</param>
/// <param name="TermsAccepted">Whether the terms in force are accepted.</param>
public sealed record RegistrationDraft(string UserName, string DisplayName, string Password, bool TermsAccepted)
{
    /// <summary>The invitation, where one is asked for.</summary>
    public string? Invitation { get; init; }

    /// <summary>The secret that came when a code was sent, where an e-mail address is asked for.</summary>
    public string? EmailSecret { get; init; }

    /// <summary>The code that was sent.</summary>
    public string? EmailCode { get; init; }

    /// <summary>The secret of the question against robots; see <see cref="RobotCheck"/>.</summary>
    public string? RobotSecret { get; init; }

    /// <summary>The work of a script, or <see langword="null"/>.</summary>
    public string? RobotWork { get; init; }

    /// <summary>The answer of a person, where no script worked.</summary>
    public string? RobotAnswer { get; init; }
}
