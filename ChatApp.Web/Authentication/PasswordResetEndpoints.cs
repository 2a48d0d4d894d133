using ChatApp.Core.SignIn.Passwords;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>A new password for who forgot the old one: first a code is sent, then it comes back with the password. Forms only.</summary>
internal static class PasswordResetEndpoints
{
    private const string Page = "/login/reset";

    public static void MapPasswordReset(this IEndpointRouteBuilder routes)
    {
        var reset = routes.MapGroup("/auth/reset").ExcludeFromDescription();
        reset.MapPost("/send", SendAsync);
        reset.MapPost("/", CompleteAsync);
    }

    private static async Task<IResult> SendAsync([FromForm] string? userName, HttpContext context, PasswordReset reset, CancellationToken cancellationToken)
    {
        var begun = await reset.StartAsync(userName ?? string.Empty, ClientAddresses.Of(context), cancellationToken);
        if (begun.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Page}?error={refusal}");
        }

        SessionCookies.SetBegun(context, begun.Value);
        return Results.LocalRedirect($"{Page}?sent=true");
    }

    private static async Task<IResult> CompleteAsync(
        [FromForm] string? code, [FromForm] string? password, HttpContext context, PasswordReset reset, CancellationToken cancellationToken)
    {
        var completed = await reset.CompleteAsync(
            context.Request.Cookies[SessionCookies.Begun], code ?? string.Empty, password ?? string.Empty, cancellationToken);
        if (completed.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Page}?sent=true&error={refusal}");
        }

        SessionCookies.RemoveBegun(context);
        return Results.LocalRedirect("/login?way=password&done=reset");
    }
}
