using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>The second step of signing a browser in: a code of the authenticator app, a recovery code, or a passkey.</summary>
internal static class SecondStepEndpoints
{
    public static void MapSecondStep(this IEndpointRouteBuilder routes)
    {
        var second = routes.MapGroup("/auth/second").ExcludeFromDescription();
        second.MapPost("/", CodeAsync);
        second.MapPost("/passkey/options", AskAsync);
        second.MapPost("/passkey", PasskeyAsync);
    }

    private static async Task<IResult> CodeAsync(
        [FromForm] string? code,
        [FromForm] bool? stay,
        [FromForm] string? returnUrl,
        HttpContext context,
        SignInCompletion completion,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var client = BrowserSignIn.Client(context, stay ?? false);
        var issued = await completion.CompleteByCodeAsync(context.Request.Cookies[SessionCookies.Step], code ?? string.Empty, client, cancellationToken);
        return await browser.AnswerAsync(context, issued, client.StaySignedIn, returnUrl, refused => Refused(refused, client.StaySignedIn));
    }

    private static async Task<IResult> AskAsync(
        IFormCollection form, HttpContext context, SignInCompletion completion, PasskeyCeremonies ceremonies, CancellationToken cancellationToken)
    {
        _ = form;
        return await completion.FindPendingAsync(context.Request.Cookies[SessionCookies.Step], cancellationToken) is { } user
            ? Results.Ok(await ceremonies.AskToUseAsync(context, user, cancellationToken))
            : Problems.Of(ErrorCode.Lapsed);
    }

    private static async Task<IResult> PasskeyAsync(
        [FromForm] string? secret,
        [FromForm] string? credential,
        [FromForm] bool? stay,
        [FromForm] string? returnUrl,
        HttpContext context,
        SignInCompletion completion,
        PasskeyCeremonies ceremonies,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var client = BrowserSignIn.Client(context, stay ?? false);
        var owner = await ceremonies.UseAsync(context, secret, credential, cancellationToken);
        var issued = owner.Refusal
            ?? await completion.CompleteByPasskeyAsync(context.Request.Cookies[SessionCookies.Step], owner.Value, client, cancellationToken);
        return await browser.AnswerAsync(context, issued, client.StaySignedIn, returnUrl, refused => Refused(refused, client.StaySignedIn));
    }

    // What has lapsed can only be begun again.
    private static string Refused(ErrorCode refusal, bool stay)
        => refusal is ErrorCode.Lapsed or ErrorCode.Suspended ? $"/login?way=password&error={refusal}" : $"{BrowserSignIn.SecondStep}?stay={stay}&error={refusal}";
}
