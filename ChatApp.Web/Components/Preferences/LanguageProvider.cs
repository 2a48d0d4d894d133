using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;

namespace ChatApp.Web.Components.Preferences;

/// <summary>Chooses a request's language: the cookie's, else the first of the browser's that there is.</summary>
internal sealed class LanguageProvider : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var chosen = Match(httpContext.Request.Cookies[PreferenceCookies.Language])
            ?? httpContext.Request.GetTypedHeaders().AcceptLanguage
                .OrderByDescending(language => language.Quality ?? 1)
                .Select(language => Match(language.Value))
                .FirstOrDefault(language => language is not null);
        return Task.FromResult(chosen is null ? null : new ProviderCultureResult(chosen));
    }

    // Whoever reads any Chinese reads simplified characters more easily than English; zh-TW and zh-HK have no file of their own yet.
    private static string? Match(StringSegment language)
        => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-Hans"
            : language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en"
            : null;
}
