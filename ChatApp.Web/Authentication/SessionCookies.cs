using ChatApp.Core.Sessions;

namespace ChatApp.Web.Authentication;

/// <summary>Writes and removes the cookies of sessions.</summary>
internal static class SessionCookies
{
    /// <summary>The browser's secret of its QR logins.</summary>
    public const string Qr = "__Host-qr";

    /// <summary>The ticket of a sign-in that waits for its second factor.</summary>
    public const string Step = "__Host-step";

    /// <summary>The secret of what the browser has begun: a new password, a new number or address, an account.</summary>
    public const string Begun = "__Host-begun";

    private static readonly TimeSpan StepLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QrLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Gives the browser its session.</summary>
    public static void SignIn(HttpContext context, IssuedSession issued, bool stay)
        => context.Response.Cookies.Append(
            SessionAuthentication.Cookie,
            issued.Token,
            Options(stay ? issued.Session.ExpiresAt - issued.Session.CreatedAt : null, SameSiteMode.Lax));

    /// <summary>Gives the browser its session's new token.</summary>
    public static void Renew(HttpContext context, IssuedSession renewed, bool stay, DateTimeOffset now)
        => context.Response.Cookies.Append(
            SessionAuthentication.Cookie, renewed.Token, Options(stay ? renewed.Session.ExpiresAt - now : null, SameSiteMode.Lax));

    public static void SetStep(HttpContext context, string ticket)
        => context.Response.Cookies.Append(Step, ticket, Options(StepLifetime, SameSiteMode.Strict));

    public static void RemoveStep(HttpContext context)
        => context.Response.Cookies.Delete(Step, Options(maxAge: null, SameSiteMode.Strict));

    public static void SetBegun(HttpContext context, string secret)
        => context.Response.Cookies.Append(Begun, secret, Options(StepLifetime, SameSiteMode.Strict));

    public static void RemoveBegun(HttpContext context)
        => context.Response.Cookies.Delete(Begun, Options(maxAge: null, SameSiteMode.Strict));

    /// <summary>Takes the browser's session away.</summary>
    public static void SignOut(HttpContext context)
        => context.Response.Cookies.Delete(SessionAuthentication.Cookie, Options(maxAge: null, SameSiteMode.Lax));

    public static void SetQrSecret(HttpContext context, string secret)
        => context.Response.Cookies.Append(Qr, secret, Options(QrLifetime, SameSiteMode.Strict));

    public static void RemoveQrSecret(HttpContext context)
        => context.Response.Cookies.Delete(Qr, Options(maxAge: null, SameSiteMode.Strict));

    private static CookieOptions Options(TimeSpan? maxAge, SameSiteMode sameSite) => new()
    {
        Secure = true,
        HttpOnly = true,
        SameSite = sameSite,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
