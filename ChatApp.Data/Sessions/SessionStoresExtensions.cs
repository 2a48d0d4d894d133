using ChatApp.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Sessions;

internal static class SessionStoresExtensions
{
    public static IServiceCollection AddSessionStores(this IServiceCollection services)
    {
        services.AddSingleton<ISessionStore, EfSessionStore>();
        return services;
    }
}
