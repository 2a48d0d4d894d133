using System.Data.Common;
using ChatApp.Core.Conversations;
using ChatApp.Core.Delivery;
using ChatApp.Core.Friends;
using ChatApp.Core.Groups;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.CatchUp;
using ChatApp.Core.Messages.Retention;
using ChatApp.Core.Startup;
using ChatApp.Core.Users;
using ChatApp.Data.Administration;
using ChatApp.Data.Broker;
using ChatApp.Data.Conversations;
using ChatApp.Data.Friends;
using ChatApp.Data.Groups;
using ChatApp.Data.Messages;
using ChatApp.Data.Moderation;
using ChatApp.Data.Personal;
using ChatApp.Data.Retention;
using ChatApp.Data.Search;
using ChatApp.Data.Seeding;
using ChatApp.Data.Sessions;
using ChatApp.Data.Startup;
using ChatApp.Data.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace ChatApp.Data;

/// <summary>Registers the stores.</summary>
public static class DataExtensions
{
    private const string AutoPrepare = "Max Auto Prepare";

    // The product has about twice as many different statements, most of which are rare.
    private const int MaxPrepared = 100;

    /// <summary>Adds every store of the product over a PostgreSQL that runs.</summary>
    /// <param name="services">The host's services; <see cref="TimeProvider"/> must be among them.</param>
    /// <param name="connectionString">Where PostgreSQL is.</param>
    public static IServiceCollection AddChatAppData(this IServiceCollection services, string connectionString)
        => services.AddChatAppData(new DatabaseOptions { ConnectionString = connectionString });

    /// <summary>Adds every store of the product. <see cref="DatabaseStartupExtensions.StartDatabaseAsync"/> must run before the first is used.</summary>
    /// <param name="services">The host's services; <see cref="TimeProvider"/> must be among them.</param>
    /// <param name="options">Where PostgreSQL is, or that the program runs its own.</param>
    public static IServiceCollection AddChatAppData(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new DatabaseAddress(options.IsEmbedded ? null : options.ConnectionString));
        services.AddSingleton<StoreReadiness>();
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<DurabilityCheck>();
        services.AddSingleton<DatabaseStartup>();
        services.AddHostedService<DatabaseRetry>();
        services.AddHostedService<ModelWarmUp>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
        services.TryAddSingleton(new SeedOptions());
        services.AddSeeding();
        services.AddSingleton(provider => BuildSource(provider.GetRequiredService<DatabaseAddress>().ConnectionString));
        services.Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddPooledDbContextFactory<ChatAppDbContext>((provider, options) => Configure(options, provider.GetRequiredService<NpgsqlDataSource>())
            .UseApplicationServiceProvider(provider));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<ChatAppDbContext>>().CreateDbContext());
        services.AddSingleton<IUserDirectory, EfUserDirectory>();
        services.AddSingleton<NpgsqlConversationList>();
        services.AddSingleton<NpgsqlMemberships>();
        services.AddSingleton<IConversationStore, EfConversationStore>();
        services.AddSingleton<IConversationRuleStore, EfConversationRuleStore>();
        services.AddSingleton<IMessageReader, NpgsqlMessageReader>();
        services.AddSingleton<ICatchUpReader, NpgsqlCatchUpReader>();
        services.AddSingleton<IMessageLog, NpgsqlMessageLog>();
        services.AddMessageStores();
        services.AddSingleton<IDeviceCursorStore, NpgsqlDeviceCursorStore>();
        services.AddPersonalStores();
        services.AddSingleton<IFriendStore, EfFriendStore>();
        services.AddSingleton<IGroupStore, EfGroupStore>();
        services.AddSearchStores();
        services.AddSingleton<IRetentionStore, NpgsqlRetentionStore>();
        services.AddHostedService<RetentionWorker>();
        services.AddSessionStores();
        services.AddModerationStores();
        services.AddAdministrationStores();
        services.AddBrokerStores();
        return services;
    }

    private static NpgsqlDataSource BuildSource(string connectionString)
    {
        // Named, or the connection string would become a label of the metrics.
        var builder = new NpgsqlDataSourceBuilder(connectionString) { Name = "chatapp" };

        // Planning a query of 16 partitions takes longer than running it: what is asked again and again is planned once for a
        // connection. Behind a pooler that cannot keep it, the connection string says Max Auto Prepare=0.
        if (!new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey(AutoPrepare))
        {
            builder.ConnectionStringBuilder.MaxAutoPrepare = MaxPrepared;
        }

        return builder.Build();
    }

    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, NpgsqlDataSource? dataSource)
    {
        void Npgsql(Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql) => npgsql.MigrationsHistoryTable(SchemaMigrator.HistoryTable);
        return dataSource is null ? options.UseNpgsql("Host=/nowhere;Database=design", Npgsql) : options.UseNpgsql(dataSource, Npgsql);
    }
}
