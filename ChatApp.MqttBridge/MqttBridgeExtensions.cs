using System.Net;
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
using ChatApp.MqttBridge.Transports;
using ChatApp.MqttBridge.Transports.Loop;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing;
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
        services.AddSingleton<ResponseTopics>();
        services.AddSingleton<RequestHandler>();
        services.AddSingleton<ChatPublishHandler>();
        services.AddSingleton<PublishHandler>();
        services.AddSingleton<SubscribeHandler>();
        services.AddSingleton<UnsubscribeHandler>();
        services.AddSingleton<BrokerEntrance>();
        services.AddSingleton<AcknowledgementHandler>();
        services.AddSingleton<PacketDispatcher>();
        services.AddSingleton<MqttConnectionHandler>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<LoginGate>();
        services.AddSingleton<LoginSlots>();
        services.AddSingleton<ProxyProtocol>();
        services.AddSingleton<IConnectionListenerFactory, EpollTransport>();

        // Started first and stopped last, so that what the closing connections acknowledged is still written down.
        services.AddHostedService(provider => provider.GetRequiredService<DeviceCursors>());
        services.AddHostedService<KeepAliveMonitor>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenTopicsGuard>());
        services.AddHostedService(provider => provider.GetRequiredService<BrokerMonitor>());
        return services;
    }

    private static void AddTopics(this IServiceCollection services)
    {
        services.AddSingleton<SubscriptionIndex>();
        services.AddSingleton<BrokerFigures>();
        services.AddSingleton<BrokerServices>();
        services.AddSingleton<RetainedMessages>();
        services.AddSingleton<TopicBroker>();
        services.AddSingleton<SharedHandOver>();
        services.AddSingleton<TopicSessions>();
        services.AddSingleton<TopicAccess>();
        services.AddSingleton<BrokerStart>();
        services.AddSingleton<IStartupStep>(provider => provider.GetRequiredService<BrokerStart>());
        services.AddSingleton<BrokerMonitor>();
        services.AddSingleton<IBrokerInspection, BrokerInspection>();
    }

    /// <summary>Listens for MQTT over plain TCP, with the bridge's own transport where the machine has what it needs.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="address">The address and port.</param>
    /// <param name="ownTransport">Whether to prefer the bridge's own transport to Kestrel's sockets.</param>
    /// <param name="configure">What else the endpoint does; <see cref="UseMqtt"/> at least.</param>
    public static void ListenForMqtt(this KestrelServerOptions kestrel, IPEndPoint address, bool ownTransport, Action<ListenOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        ArgumentNullException.ThrowIfNull(address);
        kestrel.Listen(ownTransport && EpollEndPoint.IsSupported ? new EpollEndPoint(address.Address, address.Port) : address, configure);
    }

    /// <summary>Speaks MQTT on an endpoint.</summary>
    /// <param name="proxies">Who stands before the endpoint and sends the PROXY protocol's header first; <see langword="null"/> for nobody.</param>
    /// <param name="secure">Puts TLS on the endpoint, behind that header; <see langword="null"/> for plain TCP.</param>
    public static ListenOptions UseMqtt(
        this ListenOptions listen, IReadOnlyList<System.Net.IPNetwork>? proxies = null, Action<ListenOptions>? secure = null)
    {
        ArgumentNullException.ThrowIfNull(listen);
        var services = listen.ApplicationServices;

        // All of it is asked for with the first connection: endpoints are made while the host is, when the database has no address yet.
        if (proxies is not null)
        {
            listen.Use(next => connection => services.GetRequiredService<ProxyProtocol>().PassAsync(connection, proxies, next));
        }

        listen.Use(next => connection => services.GetRequiredService<ConnectionGate>().PassAsync(connection, next));
        if (secure is not null)
        {
            listen.Use(next => connection => services.GetRequiredService<ConnectionGate>().SecureAsync(connection, next));
            secure(listen);
            listen.Use(next => connection =>
            {
                services.GetRequiredService<ConnectionGate>().OnSecured(connection);
                return next(connection);
            });
        }

        listen.Run(connection => services.GetRequiredService<MqttConnectionHandler>().OnConnectedAsync(connection));
        return listen;
    }

    /// <summary>Speaks MQTT over WebSockets on an address of the web server. Who connects is found out by CONNECT, as on the other ports.</summary>
    public static IEndpointConventionBuilder MapMqtt(this IEndpointRouteBuilder routes, string pattern)
    {
        ArgumentNullException.ThrowIfNull(routes);
        return routes.MapGet(pattern, WebSocketEndpoint.AnswerAsync);
    }
}
