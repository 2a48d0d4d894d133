namespace ChatApp.Core.SignIn.Registration;

/// <summary>Who may make an account without an administrator.</summary>
public enum RegistrationMode
{
    /// <summary>Nobody.</summary>
    Closed,

    /// <summary>Who has an invitation; each makes one account.</summary>
    Invite,

    /// <summary>Who has an e-mail address of the organisation, and shows it by a code.</summary>
    Domain,

    /// <summary>Everybody.</summary>
    Open,
}
