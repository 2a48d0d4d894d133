using ChatApp.Web.Components.Chat;
using ChatApp.Web.Components.Contacts;
using ChatApp.Web.Components.Me;
using ChatApp.Web.Components.Preferences;
using ChatApp.Web.Components.Shared;
using ChatApp.Web.Components.SignIn;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Localization;
using Radzen;

namespace ChatApp.Web.Components;

/// <summary>Registers the web application's pages and what they share.</summary>
internal static class ComponentsExtensions
{
    // A message of 8,000 characters is up to 24,000 bytes, and JSON may write each character as six.
    private const int MaxCircuitMessageBytes = 96 * 1024;

    public static IServiceCollection AddWebComponents(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            // A laptop's lid closes for minutes; a page that comes back within them goes on where it was.
            circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
            circuit.DisconnectedCircuitMaxRetained = 200;
            circuit.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxCircuitMessageBytes);

        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(localization =>
        {
            localization.DefaultRequestCulture = new RequestCulture("en");
            localization.SupportedCultures = [.. PreferenceCookies.Languages];
            localization.SupportedUICultures = [.. PreferenceCookies.Languages];
            localization.RequestCultureProviders = [new LanguageProvider()];
        });

        services.AddRadzenComponents();
        services.AddScoped<LocalTime>();
        services.AddScoped<FormErrors>();
        services.AddScoped<Toasts>();
        services.AddScoped<LiveUpdates>();
        services.AddScoped<CircuitHandler, LiveCircuitHandler>();
        services.AddScoped<People>();
        services.AddScoped<ChatBoard>();
        services.AddScoped<TypingSigns>();
        services.AddScoped<ChatActions>();
        services.AddScoped<MessageActs>();
        return services;
    }

    /// <summary>Maps pages, assets and preferences. Call after authentication, authorization and antiforgery.</summary>
    public static void MapWebComponents(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapGet("/", () => Results.LocalRedirect("/chat")).ExcludeFromDescription();
        app.MapPreferences();
        app.MapMe();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
