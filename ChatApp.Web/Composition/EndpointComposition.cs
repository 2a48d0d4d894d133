using ChatApp.MqttBridge;
using ChatApp.Web.Admin;
using ChatApp.Web.Api;
using ChatApp.Web.Api.OpenApi;
using ChatApp.Web.Authentication;
using ChatApp.Web.Compatibility.AppServer;
using ChatApp.Web.Components;
using ChatApp.Web.Hubs;
using ChatApp.Web.Operations;

namespace ChatApp.Web.Composition;

/// <summary>Puts the request pipeline and every endpoint in order.</summary>
internal static class EndpointComposition
{
    public static void MapChatApp(this WebApplication app)
    {
        app.UseKnownProxies();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseHealth();
        app.UseMetricsText();
        app.UseMiddleware<ReadinessGate>();
        app.UseRequestLocalization();
        app.UseCors();
        app.UseSignIn();
        app.UseMiddleware<WriteLimit>();
        app.UseAntiforgery();
        app.UseWebSockets();
        app.MapSignIn();
        app.MapChatApi();
        app.MapAppServer();
        app.MapChatOpenApi();
        app.MapWebComponents();
        app.MapHub<ChatHub>("/hubs/chat");
        app.MapMqtt("/mqtt").AllowAnonymous().DisableHttpMetrics();
        app.MapAdminWeb();
    }
}
