using ChatApp.Core.SignIn.Registration;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>Making an account in a browser: forms, which work without scripts.</summary>
internal static class RegistrationEndpoints
{
    private const string Page = "/register";

    public static void MapRegistration(this IEndpointRouteBuilder routes)
    {
        var register = routes.MapGroup("/auth/register").ExcludeFromDescription();
        register.MapPost("/send", SendAsync);
        register.MapPost("/", RegisterAsync);
    }

    private static async Task<IResult> SendAsync(
        [FromForm] string? email,
        [FromForm] string? robotSecret,
        [FromForm] string? robotWork,
        [FromForm] string? robotAnswer,
        HttpContext context,
        RegistrationService registration,
        CancellationToken cancellationToken)
    {
        var draft = new RegistrationDraft(string.Empty, string.Empty, string.Empty, TermsAccepted: false)
        {
            RobotSecret = robotSecret,
            RobotWork = robotWork,
            RobotAnswer = robotAnswer,
        };
        var sent = await registration.SendCodeAsync(draft, email ?? string.Empty, ClientAddresses.Of(context), cancellationToken);
        if (sent.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Page}?error={refusal}");
        }

        SessionCookies.SetBegun(context, sent.Value);
        return Results.LocalRedirect($"{Page}?sent=true");
    }

    private static async Task<IResult> RegisterAsync(
        [FromForm] string? userName,
        [FromForm] string? displayName,
        [FromForm] string? password,
        [FromForm] bool? terms,
        [FromForm] string? invite,
        [FromForm] string? code,
        [FromForm] string? robotSecret,
        [FromForm] string? robotWork,
        [FromForm] string? robotAnswer,
        HttpContext context,
        RegistrationService registration,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var draft = new RegistrationDraft(userName ?? string.Empty, displayName ?? string.Empty, password ?? string.Empty, terms ?? false)
        {
            Invitation = invite,
            EmailSecret = context.Request.Cookies[SessionCookies.Begun],
            EmailCode = code,
            RobotSecret = robotSecret,
            RobotWork = robotWork,
            RobotAnswer = robotAnswer,
        };
        var issued = await registration.RegisterAsync(draft, BrowserSignIn.Client(context, stay: false), cancellationToken);
        if (issued.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"{Page}?error={refusal}&invite={Uri.EscapeDataString(invite ?? string.Empty)}&sent={code is not null}");
        }

        SessionCookies.RemoveBegun(context);
        await browser.AcceptAsync(context, issued.Value, stay: false);
        return Results.LocalRedirect(ReturnUrls.Home);
    }
}
