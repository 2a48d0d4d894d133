using ChatApp.Core.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Core.Review;

/// <summary>Registers the review of messages that were kept back.</summary>
public static class ReviewExtensions
{
    /// <summary>Adds the service and what finishes it; the store comes from the data layer.</summary>
    public static IServiceCollection AddReview(this IServiceCollection services)
    {
        services.AddOptions<ReviewLimits>();
        services.AddSingleton<ReviewService>();
        services.AddSingleton<IHeldMessages>(provider => provider.GetRequiredService<ReviewService>());
        services.AddHostedService<ReviewFinisher>();
        return services;
    }
}
