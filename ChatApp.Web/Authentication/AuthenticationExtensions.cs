using Microsoft.AspNetCore.Authentication;

namespace ChatApp.Web.Authentication;

/// <summary>Registers how requests, hubs and circuits know their user.</summary>
public static class AuthenticationExtensions
{
    /// <summary>Adds sessions as the only authentication scheme, for the cookie of browsers and the bearer token of clients.</summary>
    public static IServiceCollection AddSessionAuthentication(this IServiceCollection services)
    {
        services
            .AddAuthentication(SessionAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthenticationHandler>(SessionAuthentication.Scheme, configureOptions: null);
        services.AddAuthorization();
        return services;
    }
}
