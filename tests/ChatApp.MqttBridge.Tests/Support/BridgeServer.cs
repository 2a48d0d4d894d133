using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ChatApp.Core;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Data;
using ChatApp.MqttBridge.Mqtt;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>The bridge on a real socket of Kestrel, over the real services and a real database.</summary>
internal sealed class BridgeServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly People _people;

    private BridgeServer(WebApplication application, PostgresDatabase database)
    {
        _application = application;
        _people = new People(database.DataSource);
    }

    public int Port { get; private set; }

    public static async Task<BridgeServer> StartAsync(
        PostgresDatabase database, CancellationToken cancellationToken, Action<MqttLimits>? limits = null, IReadOnlyList<System.Net.IPNetwork>? proxies = null,
        bool isOpen = false, Action<ListenOptions>? secure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration["Mqtt:OpenTopics"] = isOpen ? "true" : "false";
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.ListenForMqtt(
            new IPEndPoint(IPAddress.Loopback, 0), ownTransport: secure is null, listen => listen.UseMqtt(proxies, secure)));
        builder.Services.AddLogging();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddChatAppCore(node: 0, new Dictionary<string, string>
        {
            [ServerSettingNames.MessagesPerUser.Name] = "100000",
            [ServerSettingNames.MessagesPerConversation.Name] = "100000",
        });
        builder.Services.AddModeration();
        builder.Services.AddChatAppData(database.ConnectionString);
        OwnAddresses.AddMethods(builder.Services);
        builder.Services.AddMqttBridge(builder.Configuration.GetSection("Mqtt"));
        builder.Services.Configure(limits ?? (_ => { }));
        var server = new BridgeServer(builder.Build(), database);
        await server._application.StartAsync(cancellationToken);
        var address = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Port = new Uri(address).Port;
        return server;
    }

    public T Get<T>()
        where T : notnull => _application.Services.GetRequiredService<T>();

    public Task<UserId> AddUserAsync(string name) => _people.AddAsync(name, TestContext.Current.CancellationToken);

    public Task<(ConversationId Id, ConversationTarget Target)> AddGroupAsync(params UserId[] members)
        => _people.AddGroupAsync(TestContext.Current.CancellationToken, members);

    public async Task<(Session Session, string Token)> SignInAsync(UserId user, string device = "phone")
    {
        var issued = await Get<SessionService>().OpenAsync(
            new NewSession(user, SessionKind.Device, Platform.Linux, new DeviceId(device), device, "127.0.0.1"), TestContext.Current.CancellationToken);
        return (issued.Value.Session, issued.Value.Token);
    }

    /// <summary>A plain socket to the server.</summary>
    public async Task<TcpClient> OpenAsync(CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        return client;
    }

    /// <summary>Starts one of mosquitto's clients as a device.</summary>
    public Process Start(string program, string version, (Session Session, string Token) device, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] common = ["-h", "127.0.0.1", "-p", $"{Port}", "-V", version, "-i", device.Session.Device.Value, "-u", device.Session.User.Value, "-P", device.Token];
        foreach (var argument in common.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _application.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }
}
