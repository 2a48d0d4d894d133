using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Web.Authentication;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Api;

/// <summary>Lets a session change things over HTTP only so often. What asks for no session has limits of its own.</summary>
internal sealed class WriteLimit(RequestDelegate next, IOptions<ApiLimits> limits, TimeProvider clock)
{
    private static readonly Limiter PerSession = new("http.writes", FailureMode.Open);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly TokenBuckets<SessionId> _buckets = new(PerSession, Window, clock);
    private readonly ApiLimits _limits = limits.Value;

    public Task InvokeAsync(HttpContext context)
    {
        if (Changes(context.Request)
            && context.User.FindSessionId() is { } session
            && !_buckets.TryTake(session, _limits.WritesPerSecond, _limits.WriteBurst))
        {
            // A tenth of a second would do for the next one; who ran into the limit had better wait for more than that.
            context.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return Problems.Of(ErrorCode.TooFast).ExecuteAsync(context);
        }

        return next(context);
    }

    private static bool Changes(HttpRequest request)
        => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));
}
