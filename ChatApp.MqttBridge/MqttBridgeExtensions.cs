using ChatApp.Core.Broker;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.Startup;
using ChatApp.MqttBridge.Connections;
using ChatApp.MqttBridge.Mqtt;
using ChatApp.MqttBridge.Mqtt.Handlers;
using ChatApp.MqttBridge.Mqtt.Requests;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ChatApp.MqttBridge;

/// <summary>Brings the bridge into an application.</summary>
public static class MqttBridgeExtensions
{
    /// <summary>Adds what the bridge needs beside the services of Core, which the caller adds.</summary>
    /// <param name="mqtt">The configuration's section <c>Mqtt</c>; its section <c>Limits</c> may change <see cref="MqttLimits"/>.</param>
    public static IServiceCollection AddMqttBridge(this IServiceCollection services, IConfiguration mqtt)
    {
        ArgumentNullException.ThrowIfNull(mqtt);
        services.AddOptions<MqttLimits>().Bind(mqtt.GetSection("Limits")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MqttLimits>, MqttLimitsValidator>();
        services.AddOptions<MqttOptions>().Bind(mqtt).Validate(
            options => options.SessionExpiry >= TimeSpan.Zero, "Mqtt:SessionExpiry must not be negative.").ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        services.AddTopics();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OpenTopicsGuard>(provider, mqtt));
        services.AddSingleton<HandshakeBans>();
        services.AddSingleton<LinkRegistry>();
        services.AddSingleton<DeviceCursors>();
        services.AddSingleton<MqttServices>();
        var byPassword = mqtt.GetValue("PasswordLogin", defaultValue: false);
        services.AddSingleton(provider => new ClientAuthentication(
            provider.GetRequiredService<SessionService>(), byPassword ? provider.GetRequiredService<PasswordSignIn>() : null));
        services.AddSingleton<ConnectHandler>();
        services.AddSingleton<RequestHandler>();
        services.AddSingleton<ChatPublishHandler>();
        services.AddSingleton<PublishHandler>();
        services.AddSingleton<SubscribeHandler>();
        services.AddSingleton<UnsubscribeHandler>();
        services.AddSingleton<BrokerEntrance>();
        services.AddSingleton<AcknowledgementHandler>();
        services.AddSingleton<PacketDispatcher>();
        services.AddSingleton<MqttConnectionHandler>();

        // Started first and stopped last, so that what the closing connections acknowledged is still written down.
        services.AddHostedService(provider => provider.GetRequiredService<DeviceCursors>());
        services.AddHostedService<KeepAliveMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenTopicsGuard>());
        services.AddHostedService(provider => provider.GetRequiredService<BrokerMonitor>());
        return services;
    }

    private static void AddTopics(this IServiceCollection services)
    {
        // In memory unless the application has brought a store that lasts.
        services.TryAddSingleton<IBrokerStore, InMemoryBrokerStore>();
        services.AddSingleton<SubscriptionIndex>();
        services.AddSingleton<BrokerFigures>();
        services.AddSingleton<BrokerServices>();
        services.AddSingleton<RetainedMessages>();
        services.AddSingleton<TopicBroker>();
        services.AddSingleton<TopicSessions>();
        services.AddSingleton<TopicAccess>();
        services.AddSingleton<BrokerStart>();
        services.AddSingleton<IStartupStep>(provider => provider.GetRequiredService<BrokerStart>());
        services.AddSingleton<BrokerMonitor>();
    }

    /// <summary>Speaks MQTT on an endpoint; with TLS when <c>UseHttps</c> comes before.</summary>
    public static ListenOptions UseMqtt(this ListenOptions listen)
    {
        ArgumentNullException.ThrowIfNull(listen);

        // Asked for with the first connection: endpoints are made while the host is, when the database has no address yet.
        listen.Run(connection => listen.ApplicationServices.GetRequiredService<MqttConnectionHandler>().OnConnectedAsync(connection));
        return listen;
    }
}
