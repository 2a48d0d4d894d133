using ChatApp.Core.Broker;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Data.Broker;

/// <summary>Registers what keeps the broker's sessions and retained messages.</summary>
internal static class BrokerStoresExtensions
{
    public static void AddBrokerStores(this IServiceCollection services)
    {
        services.AddSingleton<BrokerJournal>();
        services.AddSingleton<IBrokerStore, NpgsqlBrokerStore>();
        services.AddSingleton<ITopicRuleStore, NpgsqlTopicRuleStore>();
    }
}
