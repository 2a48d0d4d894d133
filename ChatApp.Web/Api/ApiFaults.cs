using ChatApp.Core.Kernel;
using Microsoft.AspNetCore.Diagnostics;

namespace ChatApp.Web.Api;

/// <summary>Answers a fault under <c>/api</c> with a problem too: a body that cannot be read, or a database that is away.</summary>
internal sealed class ApiFaults : IExceptionHandler
{
    private const string SecondsToRetry = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        switch (exception)
        {
            case BadHttpRequestException bad:
                await Results.Problem(
                    statusCode: bad.StatusCode,
                    title: nameof(ErrorCode.InvalidRequest),
                    extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = nameof(ErrorCode.InvalidRequest) })
                    .ExecuteAsync(httpContext);
                return true;
            case { } away when StoreFaults.IsAway(away):
                httpContext.Response.Headers.RetryAfter = SecondsToRetry;
                await Problems.Of(ErrorCode.Unavailable).ExecuteAsync(httpContext);
                return true;
            default:
                return false;
        }
    }
}
