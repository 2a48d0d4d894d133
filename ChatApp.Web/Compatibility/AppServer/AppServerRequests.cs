using System.Security.Claims;
using System.Text.Json;
using ChatApp.Core.Sessions;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>Reads what clients of the app-server API send: a body of JSON, and who they are in the header <c>authToken</c>.</summary>
internal static class AppServerRequests
{
    public const string TokenHeader = "authToken";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The body, or <see langword="null"/> for one that is none.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        // Only JSON: what a form of another site can send without asking is never read.
        if (!context.Request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whose session the request came with: that of the header, or else that of the browser's cookie.</summary>
    public static async ValueTask<ClaimsPrincipal?> CallerAsync(HttpContext context)
    {
        string? token = context.Request.Headers[TokenHeader];
        if (!string.IsNullOrEmpty(token))
        {
            var sessions = context.RequestServices.GetRequiredService<SessionService>();
            return (await sessions.AuthenticateAsync(token, context.RequestAborted))?.ToPrincipal(withholdsRoles: true);
        }

        return context.User.Identity?.IsAuthenticated == true ? context.User : null;
    }

    /// <summary>Lets only requests of a session in; the others get the API's own answer.</summary>
    public static async ValueTask<object?> RequireCallerAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        if (await CallerAsync(invocation.HttpContext) is not { } caller)
        {
            return AppServerAnswer.Of(AppServerCode.NotLoggedIn);
        }

        invocation.HttpContext.User = caller;
        return await next(invocation);
    }
}
