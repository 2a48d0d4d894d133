using System.Net;
using System.Security.Cryptography;
using System.Text;
using ChatApp.Web.Composition.Configuration;
using Microsoft.Extensions.Primitives;

namespace ChatApp.Web.Operations;

/// <summary>Gives the figures of this node to Prometheus: on the machine itself, or to whoever has the token.</summary>
internal static class MetricsEndpoints
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private const string BearerPrefix = "Bearer ";

    public static IServiceCollection AddMetricsText(this IServiceCollection services) => services
        .AddMetrics()
        .AddSingleton<ServerMetrics>()
        .AddSingleton<MetricsReader>()
        .AddHostedService(provider => provider.GetRequiredService<MetricsReader>());

    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapGet("/metrics", Answer).AllowAnonymous().ExcludeFromDescription();

    // To everybody else there is no such page.
    private static IResult Answer(HttpContext context, MetricsReader reader, IConfiguration configuration)
        => IsLocal(context) || HasToken(context, configuration[ConfigurationKeys.MetricsToken])
            ? Results.Text(reader.Read(), ContentType, Encoding.UTF8)
            : Results.NotFound();

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
