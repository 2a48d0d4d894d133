using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.SignIn;

namespace ChatApp.Web.Authentication;

/// <summary>What every way of signing a browser in has in common.</summary>
internal sealed class BrowserSignIn(SessionService sessions)
{
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
    }
}
