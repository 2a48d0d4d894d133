using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Core.QrLogin;

/// <summary>
/// Keeps QR logins. Every step is one compare-and-set: it returns the changed login, or <see langword="null"/> when the login was not
/// in the state the step starts from, was not the caller's, or was too old.
/// </summary>
public interface IQrLoginStore
{
    /// <summary>Writes a new login, and cancels the browser's oldest live ones beyond <paramref name="liveLimit"/>.</summary>
    Task AddAsync(QrTicket ticket, byte[] secretHash, int liveLimit, CancellationToken cancellationToken);

    /// <summary>Whether a secret was given to a browser and is still in use.</summary>
    Task<bool> IsSecretKnownAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>The login of a code, or of a text code, or <see langword="null"/>.</summary>
    Task<QrTicket?> FindAsync(string code, CancellationToken cancellationToken);

    /// <summary>The login of a code if the secret is its browser's, or <see langword="null"/>.</summary>
    Task<QrTicket?> FindAsync(string code, byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>created → scanned.</summary>
    Task<QrTicket?> ScanAsync(
        string code, UserId user, SessionId session, DateTimeOffset now, QrLoginLimits limits, CancellationToken cancellationToken);

    /// <summary>scanned → confirmed by the scanner with the right number; a wrong one counts, and the last one that is allowed leads to refused.</summary>
    Task<QrTicket?> PickAsync(
        string code, SessionId session, int number, DateTimeOffset now, QrLoginLimits limits, CancellationToken cancellationToken);

    /// <summary>scanned or confirmed → refused or cancelled, by the scanner.</summary>
    Task<QrTicket?> EndByPhoneAsync(string code, SessionId session, QrLoginState end, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>created, scanned or confirmed → cancelled, by the browser.</summary>
    Task<QrTicket?> CancelByBrowserAsync(string code, byte[] secretHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// confirmed → redeemed, and the new session's row, in one transaction; only while the scanner's session lives and its user may sign in.
    /// </summary>
    /// <returns>The sessions that gave way to the new one, or <see cref="ErrorCode.QrExpired"/>, <see cref="ErrorCode.LimitReached"/>: then
    /// nothing was redeemed.</returns>
    Task<Outcome<IReadOnlyList<SessionId>>> RedeemAsync(
        string code,
        byte[] secretHash,
        Session session,
        byte[] tokenHash,
        SessionRoom? room,
        DateTimeOffset now,
        CancellationToken cancellationToken);

    /// <summary>Removes the logins that were made before a moment; how many.</summary>
    Task<int> RemoveOldAsync(DateTimeOffset madeBefore, CancellationToken cancellationToken);
}
