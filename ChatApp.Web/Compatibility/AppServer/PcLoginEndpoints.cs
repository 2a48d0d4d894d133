using System.Diagnostics;
using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.Users;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>Signing a PC or web client in by a phone, on the same engine as the login page: the code is public, the secret is the client's.</summary>
internal static class PcLoginEndpoints
{
    private const int MaxDeviceName = 64;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(50);

    public static void MapPcLogin(this RouteGroupBuilder open, RouteGroupBuilder signedIn)
    {
        open.MapPost("/pc_session", CreateAsync);
        open.MapPost("/session_login/{token}", WatchAsync);
        open.MapPost("/cancel_pc", CancelAsync);
        signedIn.MapPost("/scan_pc/{token}", ScanAsync);
        signedIn.MapPost("/confirm_pc", ConfirmAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, QrLoginService logins, TimeProvider clock)
    {
        // A code that its client chose may be one that another client knows.
        if (await AppServerRequests.ReadAsync<PcSessionRequest>(context) is not { } request
            || !string.IsNullOrEmpty(request.Token)
            || !DeviceId.TryParse(request.ClientId, out var device)
            || !Enum.IsDefined((Platform)request.Platform)
            || request.DeviceName is { Length: > MaxDeviceName }
            || request.DeviceName?.Any(char.IsControl) == true)
        {
            return AppServerAnswer.Of(AppServerCode.BadParameter);
        }

        var name = string.IsNullOrWhiteSpace(request.DeviceName) ? ((Platform)request.Platform).ToString() : request.DeviceName.Trim();
        var created = await logins.CreateAsync(
            SecretOf(context), new QrClient((Platform)request.Platform, device), name, ClientAddresses.Of(context), context.RequestAborted);
        if (created.Refusal is { } refusal)
        {
            return AppServerAnswer.Of(refusal);
        }

        SessionCookies.SetQrSecret(context, created.Value.Secret);
        context.Response.Headers[AppServerRequests.TokenHeader] = created.Value.Secret;
        context.Response.Headers.CacheControl = "no-store";
        return AppServerAnswer.Ok(PcSession.From(created.Value.Ticket, clock.GetUtcNow()) with { Number = created.Value.Ticket.Number });
    }

    // Waits until there is something to say; with wait=0 it says at once how the login stands.
    private static async Task<IResult> WatchAsync(
        string token,
        int? wait,
        HttpContext context,
        QrLoginService logins,
        QrLoginSignals signals,
        AppServerPolls polls,
        UserService users,
        TimeProvider clock,
        IHostApplicationLifetime lifetime)
    {
        context.Response.Headers.CacheControl = "no-store";

        // Who has not the secret must not end the poll of the client that has it.
        if ((await logins.WatchAsync(token, SecretOf(context), context.RequestAborted)).Refusal is not null)
        {
            return AppServerAnswer.Of(AppServerCode.SessionMissing);
        }

        using var turn = polls.Begin(token, context.RequestAborted);
        if (turn is null)
        {
            return AppServerAnswer.Of(AppServerCode.ServerError);
        }

        try
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(turn.Token, lifetime.ApplicationStopping);
            return await WaitAsync(token, wait == 0 ? TimeSpan.Zero : LongestWait, context, logins, signals, polls, users, clock, stopping.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return AppServerAnswer.Of(AppServerCode.ServerError);
        }
        finally
        {
            polls.End(token, turn);
        }
    }

    private static async Task<IResult> WaitAsync(
        string token,
        TimeSpan longest,
        HttpContext context,
        QrLoginService logins,
        QrLoginSignals signals,
        AppServerPolls polls,
        UserService users,
        TimeProvider clock,
        CancellationToken ended)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var change = signals.NextChange(token);
            var watched = await logins.WatchAsync(token, SecretOf(context), ended);
            if (watched.Refusal is not null)
            {
                return AppServerAnswer.Of(AppServerCode.SessionMissing);
            }

            var ticket = watched.Value;
            var left = longest - Stopwatch.GetElapsedTime(began);
            switch (ticket.StateAt(clock.GetUtcNow()))
            {
                case QrLoginState.Confirmed:
                    polls.Forget(token);
                    return await RedeemAsync(ticket, context, logins, users);
                case QrLoginState.CancelledInBrowser or QrLoginState.CancelledOnPhone or QrLoginState.Refused:
                    polls.Forget(token);
                    return AppServerAnswer.Of(AppServerCode.SessionCancelled);
                case QrLoginState.Redeemed or QrLoginState.Expired:
                    polls.Forget(token);
                    return AppServerAnswer.Of(AppServerCode.SessionMissing);
                case QrLoginState.Scanned when longest == TimeSpan.Zero || polls.IsNews(token):
                    return await ScannedAsync(ticket, users, ended);
                case QrLoginState.Created when longest == TimeSpan.Zero:
                    return AppServerAnswer.Of(AppServerCode.NotScanned);
                default:
                    break;
            }

            if (left <= TimeSpan.Zero)
            {
                return AppServerAnswer.Of(AppServerCode.SessionMissing);
            }

            try
            {
                await change.WaitAsync(left < ticket.RemainingAt(clock.GetUtcNow()) ? left : ticket.RemainingAt(clock.GetUtcNow()) + TimeSpan.FromMilliseconds(20), ended);
            }
            catch (TimeoutException)
            {
                // The state is read again: it ran out, or the poll did.
            }
        }
    }

    private static async Task<IResult> ScannedAsync(QrTicket ticket, UserService users, CancellationToken cancellationToken)
    {
        var profile = await users.GetAsync(ticket.ScannedBy!.Value, cancellationToken);

        // Masked, as on the page: the computer is not signed in yet.
        var name = profile.Refusal is null ? QrLoginView.From(ticket, profile.Value.DisplayName, ticket.CreatedAt).Name : null;
        return AppServerAnswer.Of(AppServerCode.NotConfirmed, new { UserName = name, ticket.Number });
    }

    private static async Task<IResult> RedeemAsync(QrTicket ticket, HttpContext context, QrLoginService logins, UserService users)
    {
        if (ticket.Client is not { } client)
        {
            // A code of this server's page is redeemed there, into a cookie.
            return AppServerAnswer.Of(AppServerCode.SessionMissing);
        }

        var redeemed = await logins.RedeemAsync(
            ticket.Code,
            SecretOf(context),
            new ClientInfo(SessionKind.Device, client.Platform, client.Device, ticket.DeviceName, ClientAddresses.Of(context)),
            context.RequestAborted);
        if (redeemed.Refusal is { } refusal)
        {
            return AppServerAnswer.Of(refusal);
        }

        SessionCookies.RemoveQrSecret(context);
        return await AppServerSignInEndpoints.SignedInAsync(context, redeemed.Value, users);
    }

    private static async Task<IResult> ScanAsync(string token, HttpContext context, QrLoginService logins, IOwnAddresses addresses, TimeProvider clock)
    {
        if (!QrLoginCodes.TryRead(token, host => addresses.IsOwn(host, context.Request.Host.Value), out var code))
        {
            return AppServerAnswer.Of(AppServerCode.SessionMissing);
        }

        var scanned = await logins.ScanAsync(code, context.User.UserId(), context.User.SessionId(), ClientAddresses.Of(context), context.RequestAborted);
        return AppServerAnswer.Of(scanned, ticket => PcSession.From(ticket, clock.GetUtcNow()) with { Numbers = ticket.Choices });
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, QrLoginService logins, TimeProvider clock)
    {
        if (await AppServerRequests.ReadAsync<PcConfirmRequest>(context) is not { Token: { } code } request)
        {
            return AppServerAnswer.Of(AppServerCode.BadParameter);
        }

        var confirmed = request.Number is { } number
            ? await logins.ConfirmAsync(code, context.User.SessionId(), number, context.RequestAborted)
            : await logins.ConfirmWithoutNumberAsync(code, context.User.SessionId(), context.RequestAborted);
        return AppServerAnswer.Of(confirmed, ticket => PcSession.From(ticket, clock.GetUtcNow()));
    }

    // By the phone that scanned, or by the client that made the code; nobody else ends a login.
    private static async Task<IResult> CancelAsync(HttpContext context, QrLoginService logins)
    {
        if (await AppServerRequests.ReadAsync<PcConfirmRequest>(context) is not { Token: { } code })
        {
            return AppServerAnswer.Of(AppServerCode.BadParameter);
        }

        if (await AppServerRequests.CallerAsync(context) is { } phone
            && (await logins.CancelOnPhoneAsync(code, phone.SessionId(), context.RequestAborted)).Refusal is null)
        {
            return AppServerAnswer.Ok();
        }

        var secret = SecretOf(context);
        return (await logins.WatchAsync(code, secret, context.RequestAborted)).Refusal is null
            ? AppServerAnswer.Of(await logins.CancelInBrowserAsync(code, secret, context.RequestAborted), _ => null)
            : AppServerAnswer.Of(AppServerCode.SessionMissing);
    }

    private static string? SecretOf(HttpContext context)
        => context.Request.Headers[AppServerRequests.TokenHeader] is [{ Length: > 0 } sent] ? sent : context.Request.Cookies[SessionCookies.Qr];
}
