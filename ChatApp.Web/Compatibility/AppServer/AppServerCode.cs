namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>The result codes of WildfireChat's app-server API. The numbers are on the wire.</summary>
internal enum AppServerCode
{
    Ok = 0,
    BadPhoneNumber = 1,
    TooOften = 3,
    ServerError = 4,
    CodeOutOfDate = 5,
    WrongCodeOrPassword = 6,
    SessionMissing = 8,
    NotConfirmed = 9,
    NotScanned = 10,
    NotImplemented = 11,
    NoAnnouncement = 12,
    NotLoggedIn = 13,
    NoRight = 14,
    BadParameter = 15,
    NotExisting = 16,
    NameTaken = 17,
    SessionCancelled = 18,
    WrongPassword = 19,
    TooManyFailures = 20,
    UserForbidden = 21,
    SlideCheckFailed = 22,
    WeakPassword = 24,
}
