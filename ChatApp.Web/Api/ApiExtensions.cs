using System.Text.Json.Serialization;
using ChatApp.Core.Rpc;
using ChatApp.Core.Wire;
using ChatApp.Web.Api.OpenApi;
using ChatApp.Web.Hubs;

namespace ChatApp.Web.Api;

/// <summary>Registers what the HTTP API and the hub of people need.</summary>
internal static class ApiExtensions
{
    // The largest message: 24,000 bytes of text and 16,384 of payload, which JSON's escapes may swell threefold.
    private const long MaxHubMessageBytes = 128 * 1024;
    private const long MaxBodyBytes = 1024 * 1024;

    public static void AddChatApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiFaults>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.AddSignalR(options => options.MaximumReceiveMessageSize = MaxHubMessageBytes).AddJsonProtocol(options =>
        {
            options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            options.PayloadSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddSingleton<HubFeeds>();
        services.AddHostedService<PresenceWorker>();
        services.AddRpc();
        services.AddChatOpenApi();
    }
}
