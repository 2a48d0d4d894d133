using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Seeding;

/// <summary>Registers what fills a new database, and runs it.</summary>
public static class SeedingExtensions
{
    /// <summary>Adds what a new database is filled with, if <see cref="SeedOptions"/> says so.</summary>
    internal static IServiceCollection AddSeeding(this IServiceCollection services)
    {
        services.AddSingleton<Seeder>();

        // In the order that they build on each other; a feature adds its own below.
        services.AddSingleton<ISeedPart, AccountSeed>();
        services.AddSingleton<ISeedPart, FriendSeed>();
        services.AddSingleton<ISeedPart, TalkSeed>();
        return services;
    }

    /// <summary>
    /// Fills an empty database that has its tables as <see cref="SeedOptions"/> say. The program does it at start; this is for tools.
    /// </summary>
    public static Task SeedAsync(this IServiceProvider services, CancellationToken cancellationToken)
        => services.GetRequiredService<Seeder>().SeedAsync(cancellationToken);
}
