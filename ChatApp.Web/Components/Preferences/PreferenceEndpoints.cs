using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Components.Preferences;

/// <summary>Takes the choices that only a plain request can keep: a circuit cannot set cookies.</summary>
internal static class PreferenceEndpoints
{
    public static void MapPreferences(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/preferences/language", ChooseLanguage).ExcludeFromDescription();
        endpoints.MapPost("/preferences/zone", ChooseZone).RequireAuthorization().ExcludeFromDescription();
    }

    private static IResult ChooseZone(HttpContext http, [FromForm] string? zone)
    {
        if (string.IsNullOrEmpty(zone))
        {
            PreferenceCookies.WriteZone(http.Response, zone: null);
        }
        else if (zone.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            PreferenceCookies.WriteZone(http.Response, found.Id);
        }

        return Results.LocalRedirect("/me/preferences");
    }

    private static IResult ChooseLanguage(HttpContext http, [FromForm] string language, [FromForm] string? returnUrl)
    {
        if (PreferenceCookies.Languages.FirstOrDefault(known => known.Name == language) is not { } chosen)
        {
            return Results.BadRequest();
        }

        PreferenceCookies.WriteLanguage(http.Response, chosen);
        return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    // The form came from a page of ours, but its field is still the browser's: it must not lead elsewhere.
    private static bool IsLocal(string? url)
        => url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal);
}
