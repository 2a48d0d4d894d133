using Microsoft.Extensions.DependencyInjection;

namespace ChatApp.Core.Rpc;

/// <summary>Registers the table of methods.</summary>
public static class RpcExtensions
{
    /// <summary>Adds every method. The services behind them, and <see cref="QrLogin.IOwnAddresses"/>, come from elsewhere.</summary>
    public static IServiceCollection AddRpc(this IServiceCollection services)
    {
        services.AddSingleton<IRpcMethods, ConversationMethods>();
        services.AddSingleton<IRpcMethods, ReceiptMethods>();
        services.AddSingleton<IRpcMethods, MessageMethods>();
        services.AddSingleton<IRpcMethods, OwnMessageMethods>();
        services.AddSingleton<IRpcMethods, UserMethods>();
        services.AddSingleton<IRpcMethods, FriendMethods>();
        services.AddSingleton<IRpcMethods, GroupMethods>();
        services.AddSingleton<IRpcMethods, SettingMethods>();
        services.AddSingleton<IRpcMethods, QrMethods>();
        services.AddSingleton<IRpcMethods, SessionMethods>();
        services.AddSingleton<IRpcMethods, ScheduleMethods>();
        services.AddSingleton(provider => new RpcService(provider.GetServices<IRpcMethods>()));
        return services;
    }
}
