using System.Text.Encodings.Web;
using ChatApp.Core.Administration;
using ChatApp.Core.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication;

/// <summary>Turns a browser's cookie or a client's bearer token into the user of the request. Both lead to one session row.</summary>
internal sealed class SessionAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, SessionService sessions,
    UserAdministration administration)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string BearerPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ReadToken() is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        var authenticated = await sessions.AuthenticateAsync(token, Context.RequestAborted);
        return authenticated is null
            ? AuthenticateResult.Fail("The session has ended.")
            : AuthenticateResult.Success(new AuthenticationTicket(
                authenticated.ToPrincipal(administration.NeedsSecondFactor(authenticated.Session, authenticated.Roles)), SessionAuthentication.Scheme));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (WantsPage())
        {
            var returnUrl = $"{Request.PathBase}{Request.Path}{Request.QueryString}";
            Response.Redirect($"/login?returnUrl={Uri.EscapeDataString(returnUrl)}");
            return;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        await SessionProblems.WriteAsync(Context, StatusCodes.Status401Unauthorized, Core.Kernel.ErrorCode.Unauthenticated);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (WantsPage() && Context.User.HasClaim(claim => claim.Type == SessionPrincipalExtensions.WithheldClaim))
        {
            Response.Redirect(BrowserSignIn.SecondFactorNeeded);
            return;
        }

        if (WantsPage())
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await SessionProblems.WriteAsync(Context, StatusCodes.Status403Forbidden, Core.Kernel.ErrorCode.Forbidden);
    }

    // The header wins: a client that sends a token means that token, whatever cookies its browser adds. A token that is sent and is
    // wrong never falls back to the cookie.
    private string? ReadToken()
    {
        string? header = Request.Headers.Authorization;
        if (header?.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) == true)
        {
            return header[BearerPrefix.Length..].Trim();
        }

        // A browser's WebSocket cannot carry a header. Only hubs may read the token from the address, which is never logged.
        if (Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            && Request.Query.TryGetValue("access_token", out var query)
            && query is [{ Length: > 0 } token])
        {
            return token;
        }

        return Request.Cookies[SessionAuthentication.Cookie];
    }

    private bool WantsPage()
        => HttpMethods.IsGet(Request.Method)
            && !Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && !Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            && !Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
            && !Request.Path.StartsWithSegments("/auth", StringComparison.OrdinalIgnoreCase)
            && !Request.Path.StartsWithSegments("/media", StringComparison.OrdinalIgnoreCase);
}
