namespace ChatApp.Core.QrLogin;

/// <summary>Where a QR login stands. States only go forward; the last five are final.</summary>
public enum QrLoginState
{
    /// <summary>The browser shows the code.</summary>
    Created = 0,

    /// <summary>A phone scanned it and has to pick the number.</summary>
    Scanned = 1,

    /// <summary>The phone agreed; the browser may take its session.</summary>
    Confirmed = 2,

    /// <summary>The browser has its session.</summary>
    Redeemed = 3,

    /// <summary>The person at the browser gave up, or asked for a new code.</summary>
    CancelledInBrowser = 4,

    /// <summary>The phone closed the sheet.</summary>
    CancelledOnPhone = 5,

    /// <summary>The phone refused, or picked a wrong number twice.</summary>
    Refused = 6,

    /// <summary>Too late for whatever would have been next. Never stored: it follows from the time.</summary>
    Expired = 7,
}
