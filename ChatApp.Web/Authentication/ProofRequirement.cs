using System.Globalization;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Web.Api;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication;

/// <summary>Asks who does something dangerous to have proved a short while ago who it is.</summary>
internal static class ProofRequirement
{
    /// <summary>Where it is proved.</summary>
    public const string Page = "/me/confirm";

    /// <summary>Refuses a request whose session proved it too long ago: scripts hear <see cref="ErrorCode.ProofRequired"/>, forms lead to the page
    /// where it is proved and from there back.</summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="back">The page that the form is on.</param>
    public static TBuilder RequireProof<TBuilder>(this TBuilder builder, string back)
        where TBuilder : IEndpointConventionBuilder
        => builder.AddEndpointFilter(async (invocation, next) =>
            IsFresh(invocation.HttpContext)
                ? await next(invocation)
                : WantsJson(invocation.HttpContext.Request) ? Problems.Of(ErrorCode.ProofRequired) : Results.LocalRedirect(To(back)));

    /// <summary>The page to prove it at, which leads back.</summary>
    public static string To(string back) => $"{Page}?returnUrl={Uri.EscapeDataString(back)}";

    /// <summary>Whether the request's session proved it a short while ago.</summary>
    public static bool IsFresh(HttpContext context)
        => long.TryParse(context.User.FindFirst(SessionPrincipalExtensions.ProvedClaim)?.Value, CultureInfo.InvariantCulture, out var proved)
            && DateTimeOffset.FromUnixTimeMilliseconds(proved) + context.RequestServices.GetRequiredService<IOptions<SessionLimits>>().Value.ProofLifetime
                > context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>Whether the answer is for a script of the page, and not for the browser itself.</summary>
    public static bool WantsJson(HttpRequest request) => request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
