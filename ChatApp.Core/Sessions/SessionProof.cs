namespace ChatApp.Core.Sessions;

/// <summary>How well the user of a session has proved who it is.</summary>
public enum SessionProof
{
    /// <summary>Not in this session: another device vouched for it, as with a QR code.</summary>
    None = 0,

    /// <summary>By one thing: a password, a code, another organisation's word.</summary>
    OneFactor = 1,

    /// <summary>By two things: a password and a second factor, or a passkey, which its device gives out to its owner alone.</summary>
    TwoFactors = 2,
}
