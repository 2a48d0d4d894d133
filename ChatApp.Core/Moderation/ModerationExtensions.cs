using ChatApp.Core.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Core.Moderation;

/// <summary>Registers moderation.</summary>
public static class ModerationExtensions
{
    /// <summary>Adds the service, its words and the writer of its hits; the stores come from the data layer.</summary>
    public static IServiceCollection AddModeration(this IServiceCollection services)
    {
        services.AddOptions<ModerationLimits>();
        services.AddSingleton<HitRecorder>();
        services.AddSingleton<ModerationService>();
        services.AddSingleton<IStartupStep, WordsStep>();
        services.AddHostedService<WordReloader>();
        services.AddHostedService<HitWriter>();
        return services;
    }
}
