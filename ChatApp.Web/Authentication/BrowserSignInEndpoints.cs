using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>Signing a browser in by password or code, and out: real forms, which work without scripts and can set cookies.</summary>
internal static class BrowserSignInEndpoints
{
    public static void MapBrowserSignIn(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").ExcludeFromDescription();
        auth.MapPost("/password", PasswordAsync);
        auth.MapPost("/code", CodeAsync);
        auth.MapPost("/code/send", SendCodeAsync);
        auth.MapPost("/logout", LogOutAsync);
        auth.MapPost("/setup", SetUpAsync);
    }

    private static async Task<IResult> PasswordAsync(
        [FromForm] string? userName,
        [FromForm] string? password,
        [FromForm] bool? stay,
        [FromForm] string? returnUrl,
        HttpContext context,
        PasswordSignIn signIn,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var client = BrowserSignIn.Client(context, stay ?? false);
        var step = await signIn.BeginAsync(userName ?? string.Empty, password ?? string.Empty, client, cancellationToken);
        return await browser.AnswerAsync(context, step, client.StaySignedIn, returnUrl, refused => $"/login?way=password&error={refused}");
    }

    private static async Task<IResult> SendCodeAsync(
        [FromForm] string? userName, HttpContext context, CodeSignIn signIn, CancellationToken cancellationToken)
        => Problems.Answer(
            await signIn.StartAsync(userName ?? string.Empty, ClientAddresses.Of(context), cancellationToken),
            challenge => Results.Ok(new { Challenge = challenge }));

    private static async Task<IResult> CodeAsync(
        [FromForm] string? userName,
        [FromForm] string? challenge,
        [FromForm] string? code,
        [FromForm] bool? stay,
        [FromForm] string? returnUrl,
        HttpContext context,
        CodeSignIn signIn,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var client = BrowserSignIn.Client(context, stay ?? false);
        var step = await signIn.FinishAsync(
            userName ?? string.Empty, challenge ?? string.Empty, code ?? string.Empty, client, cancellationToken);
        return await browser.AnswerAsync(context, step, client.StaySignedIn, returnUrl, refused => $"/login?way=code&error={refused}");
    }

    private static async Task<IResult> LogOutAsync([FromForm] string? returnUrl, HttpContext context, SessionService sessions)
    {
        if (context.User.FindSessionId() is { } session && context.User.FindUserId() is { } user)
        {
            await sessions.EndAsync(session, user, SessionEndReason.SignedOut, CancellationToken.None);
        }

        SessionCookies.SignOut(context);
        context.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return Results.LocalRedirect(returnUrl is null ? "/login" : $"/login?returnUrl={Uri.EscapeDataString(ReturnUrls.Local(returnUrl))}");
    }

    private static async Task<IResult> SetUpAsync(
        [FromForm] string? token,
        [FromForm] string? userName,
        [FromForm] string? displayName,
        [FromForm] string? password,
        HttpContext context,
        FirstRun firstRun,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var name = string.IsNullOrWhiteSpace(displayName) ? userName : displayName;
        var issued = await firstRun.RedeemAsync(
            token ?? string.Empty, userName ?? string.Empty, name ?? string.Empty, password ?? string.Empty,
            BrowserSignIn.Client(context, stay: false), cancellationToken);
        if (issued.Refusal is { } refusal)
        {
            return Results.LocalRedirect($"/setup/{Uri.EscapeDataString(token ?? string.Empty)}?error={refusal}");
        }

        await browser.AcceptAsync(context, issued.Value, stay: false);
        return Results.LocalRedirect(ReturnUrls.Home);
    }
}
