namespace ChatApp.Core.Kernel;

/// <summary>Why a request was refused. Names and numbers are on the wire: add new ones, never reuse or rename an old one.</summary>
public enum ErrorCode
{
    /// <summary>A field is missing, malformed or out of its range.</summary>
    InvalidRequest = 1001,

    /// <summary>There is no such thing, or the caller may not know that there is.</summary>
    NotFound = 1002,

    /// <summary>The caller may see the thing but not do this to it.</summary>
    Forbidden = 1003,

    /// <summary>The thing changed since the caller read it, or exists already.</summary>
    Conflict = 1004,

    /// <summary>The caller acts faster than its limit allows; trying again later succeeds.</summary>
    TooFast = 1005,

    /// <summary>A queue of the server is full; nothing was kept, and trying again is safe.</summary>
    TooBusy = 1006,

    /// <summary>The store is away. The outcome may be unknown; trying again with the same client id is safe.</summary>
    Unavailable = 1007,

    /// <summary>A quota of the account is used up.</summary>
    QuotaExceeded = 1008,

    /// <summary>No valid session came with the request.</summary>
    Unauthenticated = 1009,

    /// <summary>The sender does not take part in the conversation.</summary>
    NotAMember = 2001,

    /// <summary>The sender, or everyone in the conversation, is muted.</summary>
    Muted = 2002,

    /// <summary>The body is larger than the product accepts.</summary>
    BodyTooLarge = 2003,

    /// <summary>The body is not what its kind asks for.</summary>
    InvalidPayload = 2004,

    /// <summary>The text holds a word that an administrator refuses.</summary>
    SensitiveWord = 2005,

    /// <summary>The receiver has blocked the sender.</summary>
    Blocked = 2006,

    /// <summary>The two are not friends, and the server asks for it.</summary>
    NotFriends = 2007,

    /// <summary>The account is suspended.</summary>
    Suspended = 2008,

    /// <summary>The message goes to everyone of a group of over 20 people, and nobody said that this is meant: send it again with the confirmation.</summary>
    EveryoneNeedsConfirmation = 2009,

    /// <summary>The time in which a message may be edited or removed is over.</summary>
    TooLate = 2010,

    /// <summary>There are as many as there may be: pins of a conversation, emoji on a message, earlier versions.</summary>
    LimitReached = 2011,

    /// <summary>User name, password or token is wrong; which of them is never said.</summary>
    WrongCredentials = 3001,

    /// <summary>Too many wrong tries: the account or the address has to wait.</summary>
    LockedOut = 3002,

    /// <summary>The sign-in code is wrong, used or too old; which of them is never said.</summary>
    WrongCode = 3003,

    /// <summary>The password or code was right, and the account asks for a second factor too.</summary>
    SecondFactorRequired = 3004,

    /// <summary>It is too long ago that the session's user proved who it is: prove it again and repeat.</summary>
    ProofRequired = 3005,

    /// <summary>The new password is too short, among the most used ones, or made of the account's own names.</summary>
    WeakPassword = 3006,

    /// <summary>The passkey is unknown, was made elsewhere, or its answer does not fit; which of them is never said.</summary>
    WrongPasskey = 3007,

    /// <summary>What was begun is over: it took too long, was tried too often, or is done already. Begin again.</summary>
    Lapsed = 3008,

    /// <summary>The question against robots was not answered, or its work not done.</summary>
    CheckFailed = 3009,

    /// <summary>The terms in force have to be accepted first.</summary>
    TermsRequired = 3010,

    /// <summary>The QR code has expired, was used, or never existed; which of them is never said.</summary>
    QrExpired = 3101,

    /// <summary>Another phone scanned the QR code first.</summary>
    QrTaken = 3102,

    /// <summary>The number picked on the phone is not the one the browser shows; one more try is left.</summary>
    QrWrongNumber = 3103,

    /// <summary>The sign-in was refused on the phone, or died of wrong numbers.</summary>
    QrRefused = 3104,

    /// <summary>The group has as many members as it may have.</summary>
    GroupFull = 4001,

    /// <summary>The name is taken, reserved, or too much like another.</summary>
    NameTaken = 5001,
}
