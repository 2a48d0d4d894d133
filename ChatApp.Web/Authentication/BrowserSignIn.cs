using ChatApp.Core.Administration;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Core.SignIn;
using ChatApp.Web.Api;

namespace ChatApp.Web.Authentication;

/// <summary>What every way of signing a browser in has in common.</summary>
internal sealed class BrowserSignIn(SessionService sessions, UserAdministration administration, ServerSettings settings, TimeProvider clock)
{
    /// <summary>The page that asks for the second factor.</summary>
    public const string SecondStep = "/login/second";

    /// <summary>Where who has a role is led that only a second factor opens.</summary>
    public const string SecondFactorNeeded = "/me/security?needed=second";

    /// <summary>The browser of a request. Its device name is new each time: browsers have no lasting one, and need none.</summary>
    public static ClientInfo Client(HttpContext context, bool stay) => new(
        SessionKind.Browser,
        Platform.Web,
        new DeviceId($"web-{Guid.NewGuid():N}"),
        BrowserNames.Of(context.Request),
        ClientAddresses.Of(context),
        stay);

    /// <summary>Gives the browser its new session and ends the one it had: a cookie that was planted before is worth nothing after.</summary>
    public async Task AcceptAsync(HttpContext context, IssuedSession issued, bool stay)
    {
        if (context.User.FindSessionId() is { } old && context.User.FindUserId() is { } user)
        {
            await sessions.EndAsync(old, user, SessionEndReason.Replaced, CancellationToken.None);
        }

        SessionCookies.SignIn(context, issued, stay);
        SessionCookies.RemoveQrSecret(context);
        SessionCookies.RemoveStep(context);
    }

    /// <summary>Gives the browser its session's new token, for as long as it had the old one.</summary>
    public void Renew(HttpContext context, IssuedSession renewed)
        => SessionCookies.Renew(context, renewed, renewed.Session.IdleLimit.TotalHours > settings.Number(ServerSettingNames.SessionsShortIdle), clock.GetUtcNow());

    /// <summary>Answers a form: scripts get JSON, the browser itself a page to go to.</summary>
    /// <param name="context">The request.</param>
    /// <param name="issued">What came of it.</param>
    /// <param name="stay">Whether the browser keeps the session when it closes.</param>
    /// <param name="returnUrl">Where to go.</param>
    /// <param name="refusedPage">Where to go after a refusal, a path with a query.</param>
    public async Task<IResult> AnswerAsync(
        HttpContext context, Outcome<IssuedSession> issued, bool stay, string? returnUrl, Func<ErrorCode, string> refusedPage)
    {
        var (json, target) = (ProofRequirement.WantsJson(context.Request), ReturnUrls.Local(returnUrl));
        if (issued.Refusal is { } refusal)
        {
            return json ? Problems.Of(refusal) : Results.LocalRedirect($"{refusedPage(refusal)}&returnUrl={Uri.EscapeDataString(target)}");
        }

        await AcceptAsync(context, issued.Value, stay);
        target = await NeedsSecondFactorAsync(issued.Value) ? SecondFactorNeeded : target;
        return json ? Results.Ok(new { ReturnUrl = target }) : Results.LocalRedirect(target);
    }

    private async Task<bool> NeedsSecondFactorAsync(IssuedSession issued)
        => await sessions.AuthenticateAsync(issued.Token, CancellationToken.None) is { } authenticated
            && administration.NeedsSecondFactor(authenticated.Session, authenticated.Roles);

    /// <summary>Answers a first factor: with the session, or by leading to the second.</summary>
    public async Task<IResult> AnswerAsync(
        HttpContext context, Outcome<SignInStep> step, bool stay, string? returnUrl, Func<ErrorCode, string> refusedPage)
    {
        if (step.Refusal is { } refusal)
        {
            return await AnswerAsync(context, (Outcome<IssuedSession>)refusal, stay, returnUrl, refusedPage);
        }

        if (step.Value.Pending is not { } pending)
        {
            return await AnswerAsync(context, (Outcome<IssuedSession>)step.Value.Session!, stay, returnUrl, refusedPage);
        }

        SessionCookies.SetStep(context, pending.Ticket);
        var next = $"{SecondStep}?stay={stay}&returnUrl={Uri.EscapeDataString(ReturnUrls.Local(returnUrl))}";
        return ProofRequirement.WantsJson(context.Request) ? Results.Ok(new { ReturnUrl = next }) : Results.LocalRedirect(next);
    }
}
