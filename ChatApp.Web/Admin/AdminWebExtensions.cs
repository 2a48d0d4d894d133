using ChatApp.Web.Admin.Wire;
using ChatApp.Web.Hubs;
using Microsoft.AspNetCore.SignalR;

namespace ChatApp.Web.Admin;

/// <summary>Registers the administration's hub, its live events and its files; the pages find their own way.</summary>
internal static class AdminWebExtensions
{
    /// <summary>Adds what the pages and the hub of the administration stand on. <c>AddAdministration</c> of Core comes first.</summary>
    public static IServiceCollection AddAdminWeb(this IServiceCollection services)
    {
        services.Configure<JsonHubProtocolOptions>(options => options.PayloadSerializerOptions.TypeInfoResolverChain.Add(AdminJson.Default));
        services.AddSingleton<AdminEvents>();
        services.AddSingleton<AdminFigureReader>();
        services.AddSingleton<ImportDrafts>();
        services.AddHostedService<AdminFigureReporter>();
        services.AddHostedService<AdminHubRelay>();
        return services;
    }

    /// <summary>Maps the hub and the files. Call after authentication and authorization.</summary>
    public static void MapAdminWeb(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<AdminHub>("/hubs/admin");
        routes.MapWordFiles();
    }
}
