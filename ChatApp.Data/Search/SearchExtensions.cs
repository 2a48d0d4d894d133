using ChatApp.Core.Messages.Search;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Search;

/// <summary>Registers the search index and what keeps it.</summary>
internal static class SearchExtensions
{
    public static IServiceCollection AddSearchStores(this IServiceCollection services)
    {
        services.AddOptions<SearchIndexOptions>();
        services.AddSingleton<ISearchIndex, NpgsqlSearchIndex>();
        services.AddHostedService<SearchIndexer>();
        return services;
    }
}
