using Microsoft.AspNetCore.Diagnostics;

namespace ChatApp.Web.Authentication;

/// <summary>
/// Leads a browser on whose form cannot be read, mostly because its page was made before somebody else logged in: back to the login page,
/// which says who is logged in now. Scripts get the plain answer.
/// </summary>
internal sealed class StaleForms : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad || !httpContext.Request.Path.StartsWithSegments("/auth", StringComparison.OrdinalIgnoreCase))
        {
            return ValueTask.FromResult(false);
        }

        if (httpContext.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            httpContext.Response.Redirect("/login?error=Stale");
        }
        else
        {
            httpContext.Response.StatusCode = bad.StatusCode;
        }

        return ValueTask.FromResult(true);
    }
}
