using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Seeding;

/// <summary>Registers the demo.</summary>
internal static class SeedingExtensions
{
    /// <summary>Adds what a new database is filled with, if <see cref="SeedOptions"/> says so.</summary>
    public static IServiceCollection AddSeeding(this IServiceCollection services)
    {
        services.AddSingleton<Seeder>();

        // In the order that they build on each other; a feature adds its own below.
        services.AddSingleton<ISeedPart, AccountSeed>();
        services.AddSingleton<ISeedPart, FriendSeed>();
        services.AddSingleton<ISeedPart, TalkSeed>();
        return services;
    }
}
