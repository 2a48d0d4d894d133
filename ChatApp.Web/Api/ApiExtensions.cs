using System.Text.Json.Serialization;
using ChatApp.Core.Rpc;
using ChatApp.Core.Wire;
using ChatApp.Web.Api.OpenApi;
using ChatApp.Web.Hubs;
using Microsoft.AspNetCore.SignalR;

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
        services.AddSignalR(options => options.MaximumReceiveMessageSize = MaxHubMessageBytes)
            .AddHubOptions<ChatHub>(options => options.AddFilter<HubCallLimit>())
            .AddHubOptions<AdminHub>(options => options.AddFilter<HubCallLimit>())
            .AddJsonProtocol(options =>
            {
                options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
                options.PayloadSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            });
        services.AddOptions<ApiLimits>().Bind(builder.Configuration.GetSection("Api"))
            .Validate(limits => limits is { HubCallsPerSecond: > 0, HubCallBurst: > 0, WritesPerSecond: > 0, WriteBurst: > 0 }, "Api: every limit must be at least 1.")
            .ValidateOnStart();
        services.AddSingleton<HubCallLimit>();
        services.AddSingleton<HubFeeds>();
        services.AddHostedService<PresenceWorker>();
        services.AddRpc();
        services.AddChatOpenApi();
    }
}
