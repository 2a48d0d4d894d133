using ChatApp.Core.Startup;

namespace ChatApp.Web.Operations;

/// <summary>While the database was never reached, answers with 503.</summary>
internal sealed class ReadinessGate(RequestDelegate next, StoreReadiness readiness)
{
    private const string RetryAfterSeconds = "2";

    public Task InvokeAsync(HttpContext context)
    {
        if (readiness.IsReady)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("ChatApp is starting. 正在启动。", context.RequestAborted);
    }
}
