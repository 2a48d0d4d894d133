namespace ChatApp.Core.Sessions;

/// <summary>What may happen to an account that its owner wants to know of. The numbers are stored and the names are on the wire.</summary>
public enum SecurityEventKind
{
    /// <summary>A session began; the detail is the <see cref="SignInMeans"/>.</summary>
    SignedIn = 1,

    /// <summary>Somebody tried and did not succeed; the detail is the <see cref="SignInMeans"/>.</summary>
    SignInFailed = 2,

    /// <summary>A session ended otherwise than by a newer one of its device; the detail is the <see cref="SessionEndReason"/>.</summary>
    SessionEnded = 3,

    /// <summary>The phone refused a QR login, or a wrong number was picked too often; the device is the browser's.</summary>
    QrRefused = 4,

    /// <summary>The phone's owner called a QR login an attack; the device is the browser's.</summary>
    QrReported = 5,

    /// <summary>The password was changed.</summary>
    PasswordChanged = 10,

    /// <summary>The password was set anew without the old one.</summary>
    PasswordReset = 11,

    /// <summary>A second factor was added.</summary>
    SecondFactorAdded = 12,

    /// <summary>A second factor was removed.</summary>
    SecondFactorRemoved = 13,

    /// <summary>A passkey was added.</summary>
    PasskeyAdded = 14,

    /// <summary>A passkey was removed.</summary>
    PasskeyRemoved = 15,

    /// <summary>New recovery codes were made.</summary>
    RecoveryCodesMade = 16,

    /// <summary>A recovery code was used.</summary>
    RecoveryCodeUsed = 17,

    /// <summary>The phone number was changed.</summary>
    PhoneChanged = 18,

    /// <summary>The e-mail address was changed.</summary>
    EmailChanged = 19,

    /// <summary>The account is to be closed.</summary>
    ClosingAsked = 20,

    /// <summary>The account is not to be closed after all.</summary>
    ClosingStopped = 21,
}
