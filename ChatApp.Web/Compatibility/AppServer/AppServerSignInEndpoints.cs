using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;
using ChatApp.Core.Users;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Compatibility.AppServer;

/// <summary>Signing in by code or password, as WildfireChat's apps do.</summary>
internal static class AppServerSignInEndpoints
{
    public static void MapAppServerSignIn(this RouteGroupBuilder open, RouteGroupBuilder signedIn, int order)
    {
        open.MapPost("/send_code", SendCodeAsync);
        open.MapPost("/login", (HttpContext context, CodeSignIn signIn, AppServerChallenges challenges, UserService users) => LogInByCodeAsync(context, signIn, challenges, users))
            .WithOrder(order);
        open.MapPost("/login_pwd", LogInByPasswordAsync);
        foreach (var path in new[] { "/change_pwd", "/send_destroy_code", "/destroy", "/change_name" })
        {
            signedIn.MapPost(path, NotHere);
        }

        foreach (var path in new[] { "/send_reset_code", "/reset_pwd" })
        {
            open.MapPost(path, NotHere);
        }
    }

    /// <summary>The answer to a client that is signed in now; its token is in the header too.</summary>
    public static async Task<IResult> SignedInAsync(HttpContext context, IssuedSession issued, UserService users)
    {
        var profile = await users.GetAsync(issued.Session.User, context.RequestAborted);
        context.Response.Headers[AppServerRequests.TokenHeader] = issued.Token;
        context.Response.Headers.CacheControl = "no-store";
        return AppServerAnswer.Ok(new SignInResponse(
            issued.Session.User.Value,
            issued.Token,
            Register: false,
            profile.Refusal is null ? profile.Value.DisplayName : null,
            profile is { Refusal: null, Value.Avatar: { } picture } ? $"{context.Request.Scheme}://{context.Request.Host}/media/avatars/{picture}" : null));
    }

    private static async Task<IResult> SendCodeAsync(HttpContext context, CodeSignIn signIn, AppServerChallenges challenges)
    {
        if (await AppServerRequests.ReadAsync<SignInRequest>(context) is not { Mobile: { Length: > 0 } mobile } request)
        {
            return AppServerAnswer.Of(AppServerCode.BadPhoneNumber);
        }

        // There is no sliding puzzle here, so a client that says that one was solved is not believed.
        if (!string.IsNullOrEmpty(request.SlideVerifyToken))
        {
            return AppServerAnswer.Of(AppServerCode.SlideCheckFailed);
        }

        var started = await signIn.StartAsync(mobile, ClientAddresses.Of(context), context.RequestAborted);
        if (started.Refusal is { } refusal)
        {
            return AppServerAnswer.Of(refusal);
        }

        challenges.Keep(mobile, started.Value);
        return AppServerAnswer.Ok();
    }

    private static async Task<IResult> LogInByCodeAsync(HttpContext context, CodeSignIn signIn, AppServerChallenges challenges, UserService users)
        => await AppServerRequests.ReadAsync<SignInRequest>(context) is { Mobile: { } mobile, Code: { } code } request
            && ClientOf(context, request) is { } client
            ? await AnswerAsync(context, await signIn.CompleteAsync(mobile, challenges.Of(mobile), code, client, context.RequestAborted), users)
            : AppServerAnswer.Of(AppServerCode.BadParameter);

    private static async Task<IResult> LogInByPasswordAsync(HttpContext context, PasswordSignIn signIn, UserService users)
        => await AppServerRequests.ReadAsync<SignInRequest>(context) is { Mobile: { } mobile, Password: { } password } request
            && ClientOf(context, request) is { } client
            ? await AnswerAsync(context, await signIn.SignInAsync(mobile, password, client, context.RequestAborted), users)
            : AppServerAnswer.Of(AppServerCode.BadParameter);

    private static IResult NotHere() => AppServerAnswer.Of(AppServerCode.NotImplemented);

    private static async Task<IResult> AnswerAsync(HttpContext context, Outcome<IssuedSession> issued, UserService users)
        => issued.Refusal is { } refusal ? AppServerAnswer.Of(refusal) : await SignedInAsync(context, issued.Value, users);

    private static ClientInfo? ClientOf(HttpContext context, SignInRequest request)
        => DeviceId.TryParse(request.ClientId, out var device) && Enum.IsDefined((Platform)request.Platform)
            ? new ClientInfo(SessionKind.Device, (Platform)request.Platform, device, ((Platform)request.Platform).ToString(), ClientAddresses.Of(context))
            : null;
}
