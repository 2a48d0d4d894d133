namespace ChatApp.Core.Sessions;

/// <summary>What proved whose a new session is. The numbers are stored: add new ones, never change an old one.</summary>
public enum SignInMeans
{
    /// <summary>Not told.</summary>
    Unknown = 0,

    /// <summary>A password, alone or with a second factor.</summary>
    Password = 1,

    /// <summary>A code that was sent.</summary>
    Code = 2,

    /// <summary>A phone that was signed in already.</summary>
    QrCode = 3,

    /// <summary>A passkey.</summary>
    Passkey = 4,

    /// <summary>Another service that the organisation trusts.</summary>
    Provider = 5,

    /// <summary>The account was made in this moment.</summary>
    Registration = 6,
}
