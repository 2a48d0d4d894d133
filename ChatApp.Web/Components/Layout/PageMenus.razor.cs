using System.Globalization;
using ChatApp.Web.Components.Preferences;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components.Layout;

/// <summary>The menus for look, language and account. Plain markup outside the circuit: they work while the connection is away.</summary>
public sealed partial class PageMenus(IStringLocalizer<Texts> text) : ComponentBase
{
    private static readonly (string Theme, string Icon)[] Themes = [("system", "monitor"), ("light", "sun"), ("dark", "moon")];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private IStringLocalizer<Texts> Text => text;

    private string CurrentTheme => PreferenceCookies.ReadTheme(Http.Request) ?? "system";

    // Each language by the name its readers give it, whatever language the page is in.
    private static string NativeName(CultureInfo language) => language.Name == "zh-Hans" ? "简体中文" : "English";
}
