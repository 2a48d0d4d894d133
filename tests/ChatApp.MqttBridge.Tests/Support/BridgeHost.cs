using System.Net;
using ChatApp.Core;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Data;
using ChatApp.MqttBridge.Mqtt;
using ChatApp.MqttBridge.Mqtt.Codec;
using ChatApp.MqttBridge.Mqtt.Codec.Packets;
using ChatApp.MqttBridge.Mqtt.Sessions;
using ChatApp.MqttBridge.Topics;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>The bridge over the real services and a real database, with a clock and gates that tests own. No network.</summary>
internal sealed class BridgeHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly People _people;

    /// <param name="database">Where everything is kept.</param>
    /// <param name="limits">Changes what one client is allowed.</param>
    /// <param name="isOpen">Whether clients without name and password are let in.</param>
    public BridgeHost(PostgresDatabase database, Action<MqttLimits>? limits = null, bool isOpen = false)
    {
        _people = new People(database.DataSource);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddChatAppCore(node: 0, new Dictionary<string, string>
        {
            [ServerSettingNames.MessagesPerUser.Name] = "100000",
            [ServerSettingNames.MessagesPerConversation.Name] = "100000",
        });
        services.AddModeration();
        services.AddChatAppData(database.ConnectionString);
        OwnAddresses.AddMethods(services);
        services.AddMqttBridge(new ConfigurationBuilder().AddInMemoryCollection([new("OpenTopics", isOpen ? "true" : "false")]).Build());

        // The tests' clock stands still, and with it the gate that lets in so many logins a second.
        services.Configure<MqttLimits>(standing => standing.LoginsPerSecond = 0);
        services.Configure(limits ?? (_ => { }));
        Replace<IMessageLog>(services, log => new GatedMessageLog(log));
        Replace<IConversationStore>(services, store => GatedConversations.Before(store, () => StoreAway));
        _services = services.BuildServiceProvider();
        Handler = _services.GetRequiredService<MqttConnectionHandler>();
    }

    public ManualClock Clock { get; } = new();

    public RecordedLog Log { get; } = new();

    public MqttConnectionHandler Handler { get; }

    /// <summary>Whether the store of conversations is away.</summary>
    public bool StoreAway { get; set; }

    public GatedMessageLog MessageLog => (GatedMessageLog)Get<IMessageLog>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<UserId> AddUserAsync(string name) => _people.AddAsync(name, TestContext.Current.CancellationToken);

    public Task<(ConversationId Id, ConversationTarget Target)> AddGroupAsync(params UserId[] members)
        => _people.AddGroupAsync(TestContext.Current.CancellationToken, members);

    /// <summary>Signs a user in on a device.</summary>
    public async Task<(Session Session, string Token)> SignInAsync(UserId user, string device = "phone", SessionKind kind = SessionKind.Device)
    {
        var issued = await Get<SessionService>().OpenAsync(
            new NewSession(user, kind, Platform.Linux, new DeviceId(device), device, "127.0.0.1"), TestContext.Current.CancellationToken);
        return (issued.Value.Session, issued.Value.Token);
    }

    /// <summary>A connection that has not said anything.</summary>
    public MqttClient Open(MqttVersion version = MqttVersion.V500, IPAddress? address = null, int receiveBuffer = 64 * 1024)
        => new(new BridgeConnection(Handler, address, receiveBuffer), version);

    /// <summary>A user signed in on a new device and connected.</summary>
    public async Task<MqttClient> ConnectAsync(UserId user, MqttVersion version, string device = "phone", int receiveBuffer = 64 * 1024)
    {
        var (session, token) = await SignInAsync(user, device);
        var client = Open(version, receiveBuffer: receiveBuffer);
        await client.ConnectAsync(session, token);
        return client;
    }

    /// <summary>A client of the open mode, connected.</summary>
    public async Task<MqttClient> ConnectOpenAsync(
        MqttVersion version, string clientId, bool cleanStart = true, MqttProperties? properties = null, MqttWill? will = null, bool? isPresent = null)
    {
        var client = Open(version);
        await client.SendAsync(MqttClient.Connect(version, clientId, userName: null, password: null, cleanStart: cleanStart, properties: properties, will: will));
        var connack = await client.ReceiveAsync<ConnackPacket>();
        Assert.Equal(ReasonCode.Success, connack.Reason);
        Assert.Equal(isPresent ?? connack.SessionPresent, connack.SessionPresent);
        return client;
    }

    /// <summary>Lets time pass, and ends the connections whose time is up.</summary>
    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        Get<LinkRegistry>().CheckDeadlines();
        Get<TopicSessions>().CheckDeadlines();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void Replace<T>(ServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(inner.ImplementationType!);
        services.AddSingleton(provider => wrap((T)provider.GetRequiredService(inner.ImplementationType!)));
    }
}
