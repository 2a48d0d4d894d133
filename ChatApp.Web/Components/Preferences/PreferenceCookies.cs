using System.Globalization;

namespace ChatApp.Web.Components.Preferences;

/// <summary>What a browser remembers of its reader's taste. None of it is secret, and all of it is checked when read.</summary>
internal static class PreferenceCookies
{
    public const string Language = "chatapp.language";
    private const string Theme = "chatapp.theme";
    private const string Zone = "chatapp.zone";
    private const string ZoneFixed = "chatapp.zone-fixed";
    private const string Hours = "chatapp.hours";

    /// <summary>The languages that have a resource file.</summary>
    public static IReadOnlyList<CultureInfo> Languages { get; } = [new("en"), new("zh-Hans")];

    /// <summary><c>light</c>, <c>dark</c>, or <see langword="null"/> to follow the system.</summary>
    public static string? ReadTheme(HttpRequest request) => request.Cookies[Theme] is "light" or "dark" ? request.Cookies[Theme] : null;

    /// <summary>The time zone's IANA name, or <see langword="null"/> when it is not known.</summary>
    public static string? ReadZone(HttpRequest request)
        => request.Cookies[Zone] is { Length: <= 64 } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : null;

    /// <summary>Whether the reader chose the time zone; else every page of the browser tells it anew.</summary>
    public static bool IsZoneFixed(HttpRequest request) => request.Cookies[ZoneFixed] == "1" && ReadZone(request) is not null;

    /// <summary>Keeps a time zone for a year, or lets the browser tell it again with <see langword="null"/>. Its scripts read both cookies.</summary>
    public static void WriteZone(HttpResponse response, string? zone)
    {
        var options = new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = response.HttpContext.Request.IsHttps,
            IsEssential = true,
        };
        if (zone is null)
        {
            response.Cookies.Delete(Zone);
            response.Cookies.Delete(ZoneFixed);
            return;
        }

        response.Cookies.Append(Zone, zone, options);
        response.Cookies.Append(ZoneFixed, "1", options);
    }

    /// <summary>Whether the reader's clock has 24 hours, or <see langword="null"/> when it is not known.</summary>
    public static bool? ReadHours24(HttpRequest request) => request.Cookies[Hours] switch
    {
        "24" => true,
        "12" => false,
        _ => null,
    };

    /// <summary>Keeps the language for a year.</summary>
    public static void WriteLanguage(HttpResponse response, CultureInfo language)
        => response.Cookies.Append(Language, language.Name, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = response.HttpContext.Request.IsHttps,
            HttpOnly = true,
            IsEssential = true,
        });
}
