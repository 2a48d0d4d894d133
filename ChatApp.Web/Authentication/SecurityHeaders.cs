namespace ChatApp.Web.Authentication;

/// <summary>Tells browsers on every answer what pages of this server may do, and that pages with somebody's data are not to be kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, IWebHostEnvironment environment)
{
    // Scripts only from files of this server. Radzen sets style attributes, which cannot run anything; style elements are not needed.
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; "
        + "script-src 'self'; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; worker-src 'self' blob:; manifest-src 'self'; connect-src 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), display-capture=()";
        if (context.Request.IsHttps && !environment.IsDevelopment())
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        context.Response.OnStarting(
            static state =>
            {
                var response = ((HttpContext)state).Response;

                if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
                {
                    // Blazor has set a policy of one word by now, which would let pages frame each other.
                    response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                    response.Headers.CacheControl = "no-store";
                }
                else
                {
                    // An answer that set its own policy, as media do, knows better.
                    response.Headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
                }

                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
