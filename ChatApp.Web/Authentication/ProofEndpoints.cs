using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>Proving again who one is, by password or passkey. The browser's cookie changes with it.</summary>
internal static class ProofEndpoints
{
    public static void MapProof(this IEndpointRouteBuilder routes)
    {
        var proof = routes.MapGroup("/auth/me/proof").RequireAuthorization().ExcludeFromDescription();
        proof.MapPost("/", PasswordAsync);
        proof.MapPost("/passkey/options", AskAsync);
        proof.MapPost("/passkey", PasskeyAsync);
    }

    private static async Task<IResult> PasswordAsync(
        [FromForm] string? password,
        [FromForm] string? code,
        [FromForm] string? returnUrl,
        HttpContext context,
        ProofService proofs,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
        => Answer(
            context,
            browser,
            await proofs.ByPasswordAsync(context.User.UserId(), context.User.SessionId(), password ?? string.Empty, code, cancellationToken),
            returnUrl);

    private static async Task<IResult> AskAsync(
        IFormCollection form, HttpContext context, PasskeyCeremonies ceremonies, CancellationToken cancellationToken)
    {
        _ = form;
        return Results.Ok(await ceremonies.AskToUseAsync(context, context.User.UserId(), cancellationToken));
    }

    private static async Task<IResult> PasskeyAsync(
        [FromForm] string? secret,
        [FromForm] string? credential,
        [FromForm] string? returnUrl,
        HttpContext context,
        PasskeyCeremonies ceremonies,
        ProofService proofs,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var owner = await ceremonies.UseAsync(context, secret, credential, cancellationToken);
        var renewed = owner.Refusal
            ?? await proofs.ByPasskeyAsync(context.User.UserId(), context.User.SessionId(), owner.Value, cancellationToken);
        return Answer(context, browser, renewed, returnUrl);
    }

    private static IResult Answer(HttpContext context, BrowserSignIn browser, Outcome<IssuedSession> renewed, string? returnUrl)
    {
        var (json, target) = (ProofRequirement.WantsJson(context.Request), ReturnUrls.Local(returnUrl));
        if (renewed.Refusal is { } refusal)
        {
            return json ? Problems.Of(refusal) : Results.LocalRedirect($"{ProofRequirement.To(target)}&error={refusal}");
        }

        browser.Renew(context, renewed.Value);
        return json ? Results.Ok(new { ReturnUrl = target }) : Results.LocalRedirect(target);
    }
}
