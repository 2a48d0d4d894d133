using ChatApp.Core.Administration;
using ChatApp.Core.Audit;
using ChatApp.Core.Settings;
using ChatApp.Data.Audit;
using ChatApp.Data.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Administration;

internal static class AdministrationStoresExtensions
{
    public static IServiceCollection AddAdministrationStores(this IServiceCollection services)
    {
        services.AddSingleton<IAuditStore, EfAuditStore>();
        services.AddSingleton<IServerSettingStore, EfServerSettingStore>();
        services.AddSingleton<IManagedUserStore, EfManagedUserStore>();
        return services;
    }
}
