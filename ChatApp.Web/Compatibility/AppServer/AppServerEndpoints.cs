using ChatApp.Web.Authentication;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>WildfireChat's app-server API on the engine of this product. What differs from the original is in <c>docs/http-api.md</c>.</summary>
internal static class AppServerEndpoints
{
    private const string Cors = "app-server";

    // The page at /login takes forms of no path of this API, but its route would accept them.
    private const int BeforePages = -1;

    public static IServiceCollection AddAppServer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<AppServerPolls>();
        services.AddSingleton<AppServerChallenges>();
        var origins = configuration.GetSection("SameOrigin").Get<SameOriginOptions>()?.Origins ?? [];
        services.AddCors(options => options.AddPolicy(Cors, policy => policy
            .WithOrigins([.. origins])
            .WithMethods("POST")
            .WithHeaders("Content-Type", AppServerRequests.TokenHeader)
            .WithExposedHeaders(AppServerRequests.TokenHeader)
            .AllowCredentials()));
        return services;
    }

    public static void MapAppServer(this IEndpointRouteBuilder routes)
    {
        // Each answers in words of its own who is not signed in.
        var open = routes.MapGroup(string.Empty).ExcludeFromDescription().RequireCors(Cors).AllowAnonymous().DisableAntiforgery();
        var signedIn = open.MapGroup(string.Empty).AddEndpointFilter(AppServerRequests.RequireCallerAsync);
        open.MapAppServerSignIn(signedIn, BeforePages);
        open.MapPcLogin(signedIn);
        signedIn.MapAppServerFavourites();
        signedIn.MapAppServerAnnouncements();
    }
}
