using ChatApp.Core.QrLogin;
using ChatApp.Core.Rpc;
using ChatApp.Core.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatApp.MqttBridge.Tests.Support;

/// <summary>A server that is reached by one name; and the methods, which need to know it.</summary>
internal sealed class OwnAddresses : IOwnAddresses
{
    public const string Own = "chat.test";

    public bool IsOwn(string authority, string? requested) => authority == Own;

    /// <summary>Adds the methods of <c>chat/rpc</c> with what the web's part brings along in the program.</summary>
    public static void AddMethods(IServiceCollection services)
    {
        services.TryAddSingleton<AttemptLimiter>();
        services.AddSingleton<QrLoginService>();
        services.AddSingleton<IOwnAddresses, OwnAddresses>();
        services.AddRpc();
    }
}
