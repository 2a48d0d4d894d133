using ChatApp.Core.Sessions;

namespace ChatApp.Web.Authentication;

/// <summary>Writes and removes the cookies of sessions.</summary>
internal static class SessionCookies
{
    /// <summary>The browser's secret of its QR logins.</summary>
    public const string Qr = "__Host-qr";

    private static readonly TimeSpan QrLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Gives the browser its session.</summary>
    public static void SignIn(HttpContext context, IssuedSession issued, bool stay)
        => context.Response.Cookies.Append(
            SessionAuthentication.Cookie,
            issued.Token,
            Options(stay ? issued.Session.ExpiresAt - issued.Session.CreatedAt : null, SameSiteMode.Lax));

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
