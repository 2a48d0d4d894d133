using ChatApp.Core;
using ChatApp.Core.Administration;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.Data;
using ChatApp.Data.Embedded;
using ChatApp.Data.Seeding;
using ChatApp.MqttBridge;
using ChatApp.Web.Admin;
using ChatApp.Web.Api;
using ChatApp.Web.Authentication;
using ChatApp.Web.Compatibility.AppServer;
using ChatApp.Web.Components;
using ChatApp.Web.Composition.Configuration;
using ChatApp.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace ChatApp.Web.Composition;

/// <summary>Registers everything: the only place that knows all parts of the product.</summary>
internal static class ServiceComposition
{
    public static void AddChatApp(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        ConfigurationCheck.Run(configuration, refusesWeakSecrets: !builder.Environment.IsDevelopment());
        var dataFolder = DataFolder.From(configuration);

        // Without this, a program that runs from its build folder outside of Development has no styles and scripts.
        builder.WebHost.UseStaticWebAssets();

        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(dataFolder);
        services.AddSingleton<StartupBanner>();
        AddData(builder, dataFolder);
        services.AddChatAppCore(configuration.GetValue(ConfigurationKeys.NodeNumber, defaultValue: 0), ConfigurationCheck.LockedSettings(configuration));
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(dataFolder.Keys)).SetApplicationName("ChatApp");
        services.AddOptions<MessageLimits>().Bind(configuration.GetSection("Messages"))
            .Validate(limits => limits is { MaxBatch: > 0, Lanes: > 0, MaxWaiting: > 0, MaxSetAside: > 0 }, "Messages: every limit must be at least 1.")
            .Validate(limits => limits.LockPatience >= TimeSpan.FromMilliseconds(1) && limits.SetAsidePatience > TimeSpan.Zero, "Messages: a patience must be longer than nothing.")
            .ValidateOnStart();
        services.AddModeration();
        services.AddAdministration();
        services.AddWebComponents();
        services.AddSignIn(configuration, builder.Environment);
        services.AddAppServer(configuration);
        builder.AddChatApi();
        services.AddAdminWeb();
        services.AddMqttBridge(configuration.GetSection("Mqtt"));
        services.AddMetricsText();
        builder.UseListeners(dataFolder.Certificates, (endpoint, proxies, secure) => endpoint.UseMqtt(proxies, secure));
    }

    private static void AddData(WebApplicationBuilder builder, DataFolder dataFolder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddSingleton(new SeedOptions
        {
            Demo = builder.Environment.IsDevelopment() && configuration.GetValue(ConfigurationKeys.SeedDemo, defaultValue: true),
            Recipe = configuration[ConfigurationKeys.SeedRecipe] is { Length: > 0 } recipe ? recipe : null,
            Messages = configuration.GetValue(ConfigurationKeys.SeedMessages, defaultValue: 0L),
            Password = configuration[ConfigurationKeys.SeedPassword] is { Length: > 0 } password ? password : null,
            PasswordFile = dataFolder.DemoPassword,
        });
        builder.Services.AddChatAppData(new DatabaseOptions
        {
            ConnectionString = configuration[ConfigurationKeys.ConnectionString],
            AcceptsDataLoss = configuration.GetValue(ConfigurationKeys.AcceptDataLoss, defaultValue: false),
            Embedded = new EmbeddedPostgresOptions
            {
                DataFolder = dataFolder.Path,
                RunAsUser = configuration[ConfigurationKeys.RunAsUser] is { Length: > 0 } user ? user : null,
                BinFolder = configuration[ConfigurationKeys.PostgresFolder] is { Length: > 0 } folder ? folder : null,
            },
        });
    }
}
