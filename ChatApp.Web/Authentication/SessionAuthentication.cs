namespace ChatApp.Web.Authentication;

/// <summary>The names of the one way to be signed in.</summary>
public static class SessionAuthentication
{
    /// <summary>The authentication scheme.</summary>
    public const string Scheme = "Session";

    /// <summary>The browser's cookie. The prefix makes browsers refuse it from a plain origin, a subdomain or for a part of the site.</summary>
    public const string Cookie = "__Host-chat";
}
