using ChatApp.Core.Kernel;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication;

/// <summary>
/// Refuses what another site makes a browser send: changes by form or fetch, and WebSockets, which no other rule of the browser stops.
/// </summary>
internal sealed partial class SameOrigin(RequestDelegate next, IOptions<SameOriginOptions> options, ILogger<SameOrigin> logger)
{
    private readonly HashSet<string> _allowed = new(options.Value.Origins, StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsGuarded(context.Request) && !IsAllowed(context.Request))
        {
            LogCrossSite(context.Request.Method, context.Request.Path);
            await SessionProblems.WriteAsync(context, StatusCodes.Status403Forbidden, ErrorCode.Forbidden);
            return;
        }

        await next(context);
    }

    private static bool IsGuarded(HttpRequest request)
        => IsSocket(request) || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    private static bool IsSocket(HttpRequest request)
        => request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            || request.Path.StartsWithSegments("/mqtt", StringComparison.OrdinalIgnoreCase);

    private bool IsAllowed(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            // A browser always tells the truth here. "null", of a sandboxed frame or a file, is nobody's origin.
            return string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase) || _allowed.Contains(origin);
        }

        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site == "same-origin" || (site == "none" && !IsSocket(request));
        }

        // No browser: apps and scripts send neither header. They are refused only where a browser's cookie would speak for them.
        return !request.Cookies.ContainsKey(SessionAuthentication.Cookie)
            && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
    }

    [LoggerMessage(EventIds.CrossSiteRefused, LogLevel.Warning, "{Method} {Path} came from another site and was refused.")]
    private partial void LogCrossSite(string method, PathString path);
}
