using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Web.Composition.Configuration;
using Microsoft.Extensions.Primitives;

namespace ChatApp.Web.Operations;

/// <summary>Gives the figures of this node to Prometheus: on the machine itself, or to whoever has the token.</summary>
internal static class MetricsText
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private const string BearerPrefix = "Bearer ";

    public static IServiceCollection AddMetricsText(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<ServerMetrics>()
        .AddSingleton<MetricsReader>()
        .AddHostedService(provider => provider.GetRequiredService<MetricsReader>());

    /// <summary>Answers before anybody is asked who they are: figures are wanted most while the database is away.</summary>
    public static void UseMetricsText(this WebApplication app)
    {
        var token = app.Configuration[ConfigurationKeys.MetricsToken];
        app.Map("/metrics", metrics => metrics.Run(context => AnswerAsync(context, token)));
    }

    // To everybody else there is no such page.
    private static Task AnswerAsync(HttpContext context, string? token)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !(IsLocal(context) || HasToken(context, token)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = ContentType;
        return context.Response.WriteAsync(context.RequestServices.GetRequiredService<MetricsReader>().Read(), context.RequestAborted);
    }

    // A proxy on this machine makes the whole world look local; it says so in a header.
    private static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && StringValues.IsNullOrEmpty(context.Request.Headers["X-Forwarded-For"])
        && StringValues.IsNullOrEmpty(context.Request.Headers["Forwarded"])
        && StringValues.IsNullOrEmpty(context.Request.Headers["X-Original-For"]);

    private static bool HasToken(HttpContext context, string? token)
    {
        var given = context.Request.Headers.Authorization.ToString();
        return !string.IsNullOrEmpty(token)
            && given.StartsWith(BearerPrefix, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given[BearerPrefix.Length..]), Encoding.UTF8.GetBytes(token));
    }
}
