using ChatApp.Core.Moderation;
using ChatApp.Core.Review;
using ChatApp.Data.Review;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Moderation;

internal static class ModerationStoresExtensions
{
    public static IServiceCollection AddModerationStores(this IServiceCollection services)
    {
        services.AddSingleton<ISensitiveWordStore, EfSensitiveWordStore>();
        services.AddSingleton<ISensitiveHitStore, EfSensitiveHitStore>();
        services.AddSingleton<IReviewStore, EfReviewStore>();
        return services;
    }
}
