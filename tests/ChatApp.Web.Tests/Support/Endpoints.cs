using ChatApp.Web.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ChatApp.Web.Tests.Support;

/// <summary>The program's endpoints as it maps them, without starting it.</summary>
internal static class Endpoints
{
    private static readonly WebApplication Application = Build();

    public static IReadOnlyList<RouteEndpoint> All { get; } =
        [.. ((IEndpointRouteBuilder)Application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>The program's services; nothing is started.</summary>
    public static IServiceProvider Services => Application.Services;

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "ChatApp.Web",
            EnvironmentName = "Development",
            Args =
            [
                "--ConnectionStrings:ChatApp=Host=/nowhere;Database=none",
                "--Urls=http://localhost:0",
                "--Mqtt:Port=0",
                $"--Data:Folder={Directory.CreateTempSubdirectory("chatapp-endpoints-").FullName}",
            ],
        });
        builder.AddChatApp();
        var app = builder.Build();
        app.MapChatApp();
        return app;
    }
}
