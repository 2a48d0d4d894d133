namespace ChatApp.Core.SignIn.Challenges;

/// <summary>What was begun and waits for its other half. Numbers are stored: never reuse one.</summary>
public enum ChallengePurpose
{
    /// <summary>A sign-in whose first factor was right.</summary>
    SecondFactor = 1,

    /// <summary>A passkey that a browser is asked to make.</summary>
    PasskeyCreation = 2,

    /// <summary>A passkey that a browser is asked for.</summary>
    PasskeyRequest = 3,

    /// <summary>A phone number or e-mail address that its new owner is to confirm.</summary>
    Contact = 4,

    /// <summary>A password that was forgotten.</summary>
    PasswordReset = 5,

    /// <summary>A code that stands in for a password when somebody proves again who it is.</summary>
    Proof = 6,

    /// <summary>A question against robots.</summary>
    RobotCheck = 7,

    /// <summary>An account whose contact is to be confirmed before it is made.</summary>
    Registration = 8,

    /// <summary>An invitation to make an account.</summary>
    Invitation = 10,

    /// <summary>A sign-in that an organisation's server is to vouch for.</summary>
    Organisation = 9,
}
