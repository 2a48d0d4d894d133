using System.Net;
using System.Security.Cryptography;
using ChatApp.Core.Kernel;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatApp.Core.QrLogin;

/// <summary>Signs a browser in by a phone: the browser shows a code, the phone scans it and agrees, the browser takes its session.</summary>
/// <remarks>
/// Whoever photographs the code can do nothing with it: the browser's steps need its secret, the phone's a signed-in session.
/// The number ties the two screens together: a code relayed from elsewhere fails there.
/// </remarks>
public sealed partial class QrLoginService(
    IQrLoginStore store,
    SessionService sessions,
    SecurityLog securityLog,
    AttemptLimiter attempts,
    ServerSettings settings,
    INodeBus bus,
    TimeProvider clock,
    IOptions<QrLoginLimits> limits,
    ILogger<QrLoginService> logger)
{
    private static readonly Limiter CreatesPerAddress = new("qr.create", FailureMode.Closed);
    private static readonly Limiter CreatesPerNetwork = new("qr.create.network", FailureMode.Closed);
    private static readonly Limiter ScansPerUser = new("qr.scan", FailureMode.Closed);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly QrLoginLimits _limits = limits.Value;

    /// <summary>Whether the server lets anybody sign in by QR code.</summary>
    public bool IsAvailable => settings.Text(ServerSettingNames.LoginQr) != "off";

    /// <summary>Makes a code for a browser.</summary>
    /// <param name="knownSecret">The secret the browser sent, if any; it is kept if this server gave it, so that several tabs can wait.</param>
    /// <param name="deviceName">The browser, as "Chrome · Windows".</param>
    /// <param name="address">Its address.</param>
    /// <param name="cancellationToken">Observed until the code is written.</param>
    /// <returns>The login, or <see cref="ErrorCode.TooFast"/>, <see cref="ErrorCode.Forbidden"/> where QR login is off.</returns>
    public Task<Outcome<NewQrTicket>> CreateAsync(string? knownSecret, string deviceName, string address, CancellationToken cancellationToken)
        => CreateAsync(knownSecret, client: null, deviceName, address, cancellationToken);

    /// <summary>Makes a code for a client that shows it itself.</summary>
    /// <param name="knownSecret">The secret the client sent, if any; it is kept if this server gave it.</param>
    /// <param name="client">The client; <see langword="null"/> for this server's own page.</param>
    /// <param name="deviceName">What it calls itself.</param>
    /// <param name="address">Its address.</param>
    /// <param name="cancellationToken">Observed until the code is written.</param>
    /// <returns>The login, or <see cref="ErrorCode.TooFast"/>, <see cref="ErrorCode.Forbidden"/> where QR login is off.</returns>
    public async Task<Outcome<NewQrTicket>> CreateAsync(
        string? knownSecret, QrClient? client, string deviceName, string address, CancellationToken cancellationToken)
    {
        if (!IsAvailable)
        {
            return ErrorCode.Forbidden;
        }

        if (!await attempts.TakeAsync(CreatesPerAddress, address, _limits.CreatesPerAddress, Minute, cancellationToken)
            || !await attempts.TakeAsync(CreatesPerNetwork, Network(address), _limits.CreatesPerNetwork, Minute, cancellationToken))
        {
            return ErrorCode.TooFast;
        }

        var secret = QrLoginCodes.IsSecret(knownSecret) && await store.IsSecretKnownAsync(QrLoginCodes.Hash(knownSecret!), cancellationToken)
            ? knownSecret!
            : QrLoginCodes.NewSecret();
        var now = clock.GetUtcNow();
        var choices = NewChoices();
        var ticket = new QrTicket(
            QrLoginCodes.NewCode(),
            QrLoginCodes.NewTextCode(),
            QrLoginState.Created,
            choices[RandomNumberGenerator.GetInt32(choices.Length)],
            choices,
            deviceName,
            address,
            CreatedAt: now,
            ExpiresAt: now + TimeSpan.FromSeconds(settings.Number(ServerSettingNames.QrLifetime)),
            ScannedBy: null,
            ScannedIn: null,
            WrongPicks: 0)
        {
            Client = client,
        };
        await store.AddAsync(ticket, QrLoginCodes.Hash(secret), _limits.LivePerBrowser, cancellationToken);
        return new NewQrTicket(ticket, secret);
    }

    /// <summary>The login as its own browser may see it, or <see cref="ErrorCode.Unauthenticated"/> for every other.</summary>
    public async Task<Outcome<QrTicket>> WatchAsync(string code, string? secret, CancellationToken cancellationToken)
    {
        if (!QrLoginCodes.IsCode(code) || !QrLoginCodes.IsSecret(secret))
        {
            return ErrorCode.Unauthenticated;
        }

        var ticket = await store.FindAsync(code, QrLoginCodes.Hash(secret!), cancellationToken);
        return ticket is null ? ErrorCode.Unauthenticated : ticket;
    }

    /// <summary>What a phone may know before it scans, or when it comes back: changes nothing.</summary>
    /// <returns>The login, or <see cref="ErrorCode.QrExpired"/>, <see cref="ErrorCode.QrTaken"/>.</returns>
    public async Task<Outcome<QrTicket>> PeekAsync(string code, SessionId phone, CancellationToken cancellationToken)
    {
        var ticket = await store.FindAsync(code, cancellationToken);
        if (ticket is null || (ticket.ScannedIn is null && ticket.StateAt(clock.GetUtcNow()) != QrLoginState.Created))
        {
            return ErrorCode.QrExpired;
        }

        return ticket.ScannedIn is { } scanner && scanner != phone ? ErrorCode.QrTaken : ticket;
    }

    /// <summary>A phone scanned the code. Scanning again with the same phone answers the same.</summary>
    /// <param name="code">The code or text code, as <see cref="QrLoginCodes.TryRead"/> read it.</param>
    /// <param name="user">Whose phone.</param>
    /// <param name="phone">The phone's session.</param>
    /// <param name="address">The phone's address.</param>
    /// <param name="cancellationToken">Observed until the scan is written.</param>
    /// <returns>The login, or <see cref="ErrorCode.QrExpired"/>, <see cref="ErrorCode.QrTaken"/>, <see cref="ErrorCode.TooFast"/>,
    /// <see cref="ErrorCode.Forbidden"/> where QR login is off, or the two must be in one network and are not.</returns>
    public async Task<Outcome<QrTicket>> ScanAsync(string code, UserId user, SessionId phone, string address, CancellationToken cancellationToken)
    {
        if (!IsAvailable)
        {
            return ErrorCode.Forbidden;
        }

        if (!await attempts.TakeAsync(ScansPerUser, user.Value, _limits.ScansPerUser, Minute, cancellationToken))
        {
            return ErrorCode.TooFast;
        }

        if (settings.Text(ServerSettingNames.LoginQr) == "sameNetwork"
            && await store.FindAsync(code, cancellationToken) is { } far && !Neighbourhood.AreNear(far.Address, address))
        {
            LogMisused("scanned from another network", user);
            return ErrorCode.Forbidden;
        }

        var now = clock.GetUtcNow();
        var scanned = await store.ScanAsync(code, user, phone, now, _limits, cancellationToken);
        if (scanned is not null)
        {
            return Announce(scanned);
        }

        var found = await store.FindAsync(code, cancellationToken);
        if (found is null || (found.ScannedIn is null && found.StateAt(now) != QrLoginState.Created))
        {
            LogMisused("scanned late or unknown", user);
            return ErrorCode.QrExpired;
        }

        if (found.ScannedIn != phone)
        {
            LogMisused("scanned by a second phone", user);
            return ErrorCode.QrTaken;
        }

        return found.StateAt(now) is QrLoginState.Scanned or QrLoginState.Confirmed ? found : ErrorCode.QrExpired;
    }

    /// <summary>The phone picked a number. Repeating the right pick, when the first answer got lost, succeeds again.</summary>
    /// <returns>The login, or <see cref="ErrorCode.QrWrongNumber"/> (one more try), <see cref="ErrorCode.QrRefused"/> (no more),
    /// <see cref="ErrorCode.QrExpired"/>.</returns>
    public async Task<Outcome<QrTicket>> ConfirmAsync(string code, SessionId phone, int number, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var picked = await store.PickAsync(code, phone, number, now, _limits, cancellationToken);
        if (picked is null)
        {
            var found = await store.FindAsync(code, cancellationToken);
            if (found is { State: QrLoginState.Confirmed or QrLoginState.Redeemed } && found.ScannedIn == phone && found.Number == number)
            {
                return found;
            }

            LogMisused("confirmed out of turn", found?.ScannedBy);
            return found is { State: QrLoginState.Refused } && found.ScannedIn == phone ? ErrorCode.QrRefused : ErrorCode.QrExpired;
        }

        Announce(picked);
        if (picked.State == QrLoginState.Confirmed)
        {
            return picked;
        }

        LogRefused(picked.ScannedBy, picked.Address, "a wrong number");
        if (picked.State != QrLoginState.Refused)
        {
            return ErrorCode.QrWrongNumber;
        }

        await RecordAsync(picked, SecurityEventKind.QrRefused);
        return ErrorCode.QrRefused;
    }

    /// <summary>The phone agreed without picking a number, where <see cref="QrLoginLimits.AllowConfirmWithoutNumber"/> lets clients of the
    /// compatible HTTP API have that.</summary>
    /// <returns>The login, or <see cref="ErrorCode.InvalidRequest"/> where the number is needed, <see cref="ErrorCode.QrExpired"/>.</returns>
    public async Task<Outcome<QrTicket>> ConfirmWithoutNumberAsync(string code, SessionId phone, CancellationToken cancellationToken)
    {
        var ticket = await store.FindAsync(code, cancellationToken);
        if (ticket?.ScannedIn != phone)
        {
            LogMisused("confirmed by another than its scanner", ticket?.ScannedBy);
            return ErrorCode.QrExpired;
        }

        return _limits.AllowConfirmWithoutNumber && ticket.Client is not null
            ? await ConfirmAsync(code, phone, ticket.Number, cancellationToken)
            : ErrorCode.InvalidRequest;
    }

    /// <summary>The phone refused: no device is signed in.</summary>
    /// <param name="code">Which.</param>
    /// <param name="phone">The phone's session, which scanned it.</param>
    /// <param name="report">Whether its owner calls it an attack.</param>
    /// <param name="cancellationToken">Observed until the refusal is written.</param>
    /// <returns>Nothing, or <see cref="ErrorCode.QrExpired"/>.</returns>
    public async Task<Outcome<Done>> RefuseAsync(string code, SessionId phone, bool report, CancellationToken cancellationToken)
    {
        var refused = await store.EndByPhoneAsync(code, phone, QrLoginState.Refused, clock.GetUtcNow(), cancellationToken);
        if (refused is null)
        {
            return ErrorCode.QrExpired;
        }

        Announce(refused);
        if (report)
        {
            LogReported(refused.ScannedBy, refused.Address, refused.DeviceName);
            await RecordAsync(refused, SecurityEventKind.QrReported);
        }
        else
        {
            LogRefused(refused.ScannedBy, refused.Address, "its owner");
            await RecordAsync(refused, SecurityEventKind.QrRefused);
        }

        return Outcome.Done;
    }

    /// <summary>The phone closed the sheet without an answer.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.QrExpired"/>.</returns>
    public async Task<Outcome<Done>> CancelOnPhoneAsync(string code, SessionId phone, CancellationToken cancellationToken)
    {
        var cancelled = await store.EndByPhoneAsync(code, phone, QrLoginState.CancelledOnPhone, clock.GetUtcNow(), cancellationToken);
        if (cancelled is null)
        {
            return ErrorCode.QrExpired;
        }

        Announce(cancelled);
        return Outcome.Done;
    }

    /// <summary>The browser gave up; done even if there was nothing left to give up.</summary>
    /// <returns>Nothing, or <see cref="ErrorCode.Unauthenticated"/> when the code is not this browser's.</returns>
    public async Task<Outcome<Done>> CancelInBrowserAsync(string code, string? secret, CancellationToken cancellationToken)
    {
        if (!QrLoginCodes.IsCode(code) || !QrLoginCodes.IsSecret(secret))
        {
            return ErrorCode.Unauthenticated;
        }

        var cancelled = await store.CancelByBrowserAsync(code, QrLoginCodes.Hash(secret!), clock.GetUtcNow(), cancellationToken);
        if (cancelled is not null)
        {
            Announce(cancelled);
        }

        return Outcome.Done;
    }

    /// <summary>The browser takes its session. Once: the session's row is written in the transaction that uses the login up.</summary>
    /// <returns>The session; <see cref="ErrorCode.LimitReached"/> when the phone agreed and the person uses as many devices as the server
    /// allows; <see cref="ErrorCode.QrExpired"/> for every other reason there is: who tries out codes learns nothing.</returns>
    public async Task<Outcome<IssuedSession>> RedeemAsync(string code, string? secret, ClientInfo browser, CancellationToken cancellationToken)
    {
        if (!QrLoginCodes.IsCode(code) || !QrLoginCodes.IsSecret(secret))
        {
            LogMisused("redeemed without a secret", user: null);
            return ErrorCode.QrExpired;
        }

        var hash = QrLoginCodes.Hash(secret!);
        var ticket = await store.FindAsync(code, hash, cancellationToken);
        if (ticket?.ScannedBy is not { } user)
        {
            LogMisused("redeemed with another secret, or before its scan", ticket?.ScannedBy);
            return ErrorCode.QrExpired;
        }

        var issued = sessions.Prepare(browser.For(user, SignInMeans.QrCode));
        var ended = await store.RedeemAsync(
            code, hash, issued.Session, SessionService.Hash(issued.Token), sessions.RoomFor(issued.Session), clock.GetUtcNow(), cancellationToken);
        if (ended.Refusal is { } refusal)
        {
            LogMisused("redeemed out of turn", user);
            return refusal;
        }

        sessions.AnnounceOpened(issued.Session, ended.Value);
        bus.Publish(new QrLoginChanged(code));
        LogRedeemed(user, issued.Session.Id, browser.Address);
        return issued;
    }

    /// <summary>Removes what is over; called about once a minute.</summary>
    public Task<int> SweepAsync(CancellationToken cancellationToken)
        => store.RemoveOldAsync(clock.GetUtcNow() - _limits.Retention, cancellationToken);

    // The step is taken: what is told of it afterwards is not given up half way.
    private Task RecordAsync(QrTicket ticket, SecurityEventKind kind)
        => securityLog.RecordAsync(
            ticket.ScannedBy!.Value, kind, ticket.DeviceName, ticket.Address, string.Empty, session: null, CancellationToken.None);

    private static int[] NewChoices()
    {
        var numbers = Enumerable.Range(10, 90).ToArray();
        RandomNumberGenerator.Shuffle(numbers.AsSpan());
        return numbers[..3];
    }

    // A household or an office: what an attacker who changes addresses most cheaply has in common.
    private static string Network(string address)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            return address;
        }

        var bytes = (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, bytes.Length == 4 ? 3 : 8));
    }

    private QrTicket Announce(QrTicket ticket)
    {
        bus.Publish(new QrLoginChanged(ticket.Code));
        return ticket;
    }

    [LoggerMessage(EventIds.QrRedeemed, LogLevel.Information, "{User} signed in by QR code from {Address}: session {Session}.")]
    private partial void LogRedeemed(UserId user, SessionId session, string address);

    [LoggerMessage(EventIds.QrMisused, LogLevel.Warning, "A QR login was {What}; its user is {User}.")]
    private partial void LogMisused(string what, UserId? user);

    [LoggerMessage(EventIds.QrRefused, LogLevel.Warning, "A QR login of {User} from {Address} was refused by {Reason}.")]
    private partial void LogRefused(UserId? user, string address, string reason);

    [LoggerMessage(EventIds.QrReported, LogLevel.Error, "{User} reported a QR login from {Address} ({DeviceName}) as an attack.")]
    private partial void LogReported(UserId? user, string address, string deviceName);
}
