using System.Diagnostics;
using ChatApp.Core.Kernel;
using ChatApp.Core.QrLogin;
using ChatApp.Core.Users;
using ChatApp.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>The browser's side of signing in by QR code: make a code, watch it, give it up, take the session.</summary>
internal static class QrLoginPageEndpoints
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    public static void MapQrLoginPage(this IEndpointRouteBuilder routes)
    {
        var qr = routes.MapGroup("/auth/qr").ExcludeFromDescription();
        qr.MapPost("/", CreateAsync);
        qr.MapGet("/{code}", WatchAsync);
        qr.MapPost("/{code}/cancel", CancelAsync);
        qr.MapPost("/complete", CompleteAsync);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, QrLoginService logins, TimeProvider clock, OwnAddresses addresses, CancellationToken cancellationToken)
    {
        var created = await logins.CreateAsync(
            context.Request.Cookies[SessionCookies.Qr], BrowserNames.Of(context.Request), ClientAddresses.Of(context), cancellationToken);
        if (created.Refusal is { } refusal)
        {
            context.Response.Headers.RetryAfter = "60";
            return Problems.Of(refusal);
        }

        var ticket = created.Value.Ticket;
        var url = $"{context.Request.Scheme}://{context.Request.Host}/q/{ticket.Code}";
        var (path, size) = QrImages.Draw(url);
        SessionCookies.SetQrSecret(context, created.Value.Secret);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new
        {
            ticket.Code,
            TextCode = QrLoginCodes.Shown(ticket.TextCode),
            Url = url,
            Path = path,
            Size = size,
            State = "created",
            ExpiresInMs = (long)ticket.RemainingAt(clock.GetUtcNow()).TotalMilliseconds,
            OtherDevices = addresses.ForOtherDevices(context.Request.Host),
        });
    }

    // Answers at once when the state is not the one the page knows, and otherwise when it changes, ends, or 25 seconds passed.
    private static async Task<IResult> WatchAsync(
        string code,
        string? state,
        HttpContext context,
        QrLoginService logins,
        QrLoginSignals signals,
        UserService users,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var change = signals.NextChange(code);
            var watched = await logins.WatchAsync(code, context.Request.Cookies[SessionCookies.Qr], cancellationToken);
            if (watched.Refusal is { } refusal)
            {
                signals.Forget(code);
                return Problems.Of(refusal);
            }

            var ticket = watched.Value;
            var now = clock.GetUtcNow();
            var waited = Stopwatch.GetElapsedTime(began);
            if (QrLoginStateNames.Of(ticket.StateAt(now), ticket) != state || waited >= LongestWait || stopping.IsCancellationRequested)
            {
                var profile = ticket.ScannedBy is { } user ? await users.GetAsync(user, cancellationToken) : ErrorCode.NotFound;
                return Results.Ok(QrLoginView.From(ticket, profile.Refusal is null ? profile.Value.DisplayName : null, now));
            }

            await WaitAsync(change, Shorter(LongestWait - waited, ticket.RemainingAt(now)), stopping.Token);
        }
    }

    private static async Task WaitAsync(Task change, TimeSpan longest, CancellationToken stopping)
    {
        try
        {
            await change.WaitAsync(longest + TimeSpan.FromMilliseconds(20), stopping);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            // The state is read again either way.
        }
    }

    private static TimeSpan Shorter(TimeSpan first, TimeSpan second) => first < second ? first : second;

    private static async Task<IResult> CancelAsync(string code, HttpContext context, QrLoginService logins, CancellationToken cancellationToken)
        => Problems.Answer(
            await logins.CancelInBrowserAsync(code, context.Request.Cookies[SessionCookies.Qr], cancellationToken), _ => Results.NoContent());

    // A real form's POST, so the answer can set the cookie; neither code nor secret is in an address that is logged.
    private static async Task<IResult> CompleteAsync(
        [FromForm] string code,
        [FromForm] string? returnUrl,
        HttpContext context,
        QrLoginService logins,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var redeemed = await logins.RedeemAsync(
            code, context.Request.Cookies[SessionCookies.Qr], BrowserSignIn.Client(context, stay: true), cancellationToken);
        if (redeemed.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"/login?error={refusal}&returnUrl={Uri.EscapeDataString(ReturnUrls.Local(returnUrl))}");
        }

        await browser.AcceptAsync(context, redeemed.Value, stay: true);
        return Results.LocalRedirect(ReturnUrls.Local(returnUrl));
    }
}
