using System.Globalization;
using System.Text.Json;
using ChatApp.Web.Authentication;
using ChatApp.Web.Components.Preferences;
using ChatApp.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace ChatApp.Web.Components;

/// <summary>The page around everything. It is rendered once for a request, so what it knows of the reader it knows from cookies.</summary>
public sealed partial class App(IStringLocalizer<Texts> text) : ComponentBase
{
    // What the scripts say by themselves, without the server.
    private static readonly string[] ScriptTextKeys =
    [
        "you", "announce.message", "announce.many.one", "announce.many.other", "composer.emoji", "composer.over.one", "composer.over.other",
        "composer.tooLong", "connection.lost", "connection.offline", "mention.everyoneHint", "error.load", "msg.acts", "msg.reply", "msg.react", "msg.copy", "msg.edit", "msg.editing", "msg.forward",
        "msg.pin", "msg.unpin", "msg.star", "msg.unstar", "msg.delete", "msg.recall", "send.discard", "send.failed", "send.retry",
        "send.waits", "message.held", "status.sending", "status.sent",
    ];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    private IStringLocalizer<Texts> Text => text;

    // The pages that sign in set cookies, which only a plain request can.
    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private string? Theme => PreferenceCookies.ReadTheme(Http.Request);

    private string? Zone => PreferenceCookies.ReadZone(Http.Request);

    private bool Hours24 => PreferenceCookies.ReadHours24(Http.Request) ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    private string? UserId => Http.User.FindUserId()?.Value;

    private string ScriptTexts => JsonSerializer.Serialize(ScriptTextKeys.ToDictionary(key => key, key => text[key].Value, StringComparer.Ordinal));
}
