using ChatApp.Core.Kernel;
using ChatApp.Core.SignIn;
using ChatApp.Core.SignIn.Passkeys;
using ChatApp.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ChatApp.Web.Authentication;

/// <summary>Signing a browser in by passkey, and a person's own passkeys. The page's script talks to the authenticator; the answers are forms.</summary>
internal static class PasskeyEndpoints
{
    private const string SecurityPage = "/me/security";

    private static readonly Limiter PerAddress = new("passkey.address", FailureMode.Closed);

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var signIn = routes.MapGroup("/auth/passkey").ExcludeFromDescription();
        signIn.MapPost("/options", AskAsync);
        signIn.MapPost("/", SignInAsync);

        var own = routes.MapGroup("/auth/me/passkeys").RequireAuthorization().ExcludeFromDescription();
        own.MapPost("/options", AskToCreateAsync).RequireProof(SecurityPage);
        own.MapPost("/", CreateAsync).RequireProof(SecurityPage);
        own.MapPost("/rename", RenameAsync);
        own.MapPost("/remove", RemoveAsync).RequireProof(SecurityPage);
    }

    private static async Task<IResult> AskAsync(
        IFormCollection form,
        HttpContext context,
        PasskeyCeremonies ceremonies,
        AttemptLimiter attempts,
        IOptions<SignInLimits> limits,
        CancellationToken cancellationToken)
    {
        _ = form;
        return await attempts.TakeAsync(
            PerAddress, ClientAddresses.Of(context), limits.Value.PasskeysPerAddress, limits.Value.AddressWindow, cancellationToken)
            ? Results.Ok(await ceremonies.AskToUseAsync(context, user: null, cancellationToken))
            : Problems.Of(ErrorCode.TooFast);
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string? secret,
        [FromForm] string? credential,
        [FromForm] bool? stay,
        [FromForm] string? returnUrl,
        HttpContext context,
        PasskeyCeremonies ceremonies,
        SignInCompletion completion,
        BrowserSignIn browser,
        CancellationToken cancellationToken)
    {
        var client = BrowserSignIn.Client(context, stay ?? false);
        var owner = await ceremonies.UseAsync(context, secret, credential, cancellationToken);
        var issued = owner.Refusal ?? await completion.SignInByPasskeyAsync(owner.Value, client, cancellationToken);
        return await browser.AnswerAsync(context, issued, client.StaySignedIn, returnUrl, refused => $"/login?error={refused}");
    }

    private static async Task<IResult> AskToCreateAsync(
        IFormCollection form, HttpContext context, PasskeyCeremonies ceremonies, CancellationToken cancellationToken)
    {
        _ = form;
        return Problems.Answer(await ceremonies.AskToCreateAsync(context, context.User.UserId(), cancellationToken), Results.Ok);
    }

    private static async Task<IResult> CreateAsync(
        [FromForm] string? secret,
        [FromForm] string? credential,
        [FromForm] string? name,
        HttpContext context,
        PasskeyCeremonies ceremonies,
        CancellationToken cancellationToken)
    {
        var named = string.IsNullOrWhiteSpace(name) ? BrowserNames.Of(context.Request) : name;
        return Problems.Answer(
            await ceremonies.CreateAsync(context, context.User.UserId(), secret, credential, named, cancellationToken),
            _ => Results.Ok(new { ReturnUrl = $"{SecurityPage}?done=passkeyAdded" }));
    }

    private static async Task<IResult> RenameAsync(
        [FromForm] string? id, [FromForm] string? name, HttpContext context, PasskeyService passkeys, CancellationToken cancellationToken)
        => Back((await passkeys.RenameAsync(context.User.UserId(), id ?? string.Empty, name ?? string.Empty, cancellationToken)).Refusal, "passkeyRenamed");

    private static async Task<IResult> RemoveAsync([FromForm] string? id, HttpContext context, PasskeyService passkeys, CancellationToken cancellationToken)
        => Back((await passkeys.RemoveAsync(context.User.UserId(), id ?? string.Empty, cancellationToken)).Refusal, "passkeyRemoved");

    private static IResult Back(ErrorCode? refusal, string done)
        => Results.LocalRedirect(refusal is null ? $"{SecurityPage}?done={done}" : $"{SecurityPage}?error={refusal}");
}
