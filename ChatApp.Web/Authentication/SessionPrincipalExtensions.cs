using System.Globalization;
using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;

namespace ChatApp.Web.Authentication;

/// <summary>Reads the product's ids from the principal of a request, a circuit or a hub call.</summary>
public static class SessionPrincipalExtensions
{
    internal const string SessionClaim = "sid";
    internal const string KindClaim = "kind";
    internal const string DeviceClaim = "device";
    internal const string ProofClaim = "proof";
    internal const string WithheldClaim = "withheld";
    internal const string ProvedClaim = "proved";

    /// <summary>The signed-in user.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: ask for authorization first.</exception>
    public static UserId UserId(this ClaimsPrincipal principal) => principal.FindUserId() ?? throw NobodySignedIn();

    /// <summary>The session the request came with.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: ask for authorization first.</exception>
    public static SessionId SessionId(this ClaimsPrincipal principal) => principal.FindSessionId() ?? throw NobodySignedIn();

    /// <summary>The device the session was opened for.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: ask for authorization first.</exception>
    public static DeviceId DeviceId(this ClaimsPrincipal principal)
        => principal.FindFirst(DeviceClaim) is { } claim ? new DeviceId(claim.Value) : throw NobodySignedIn();

    /// <summary>What holds the session's token.</summary>
    public static SessionKind SessionKind(this ClaimsPrincipal principal)
        => Enum.TryParse<SessionKind>(principal.FindFirst(KindClaim)?.Value, out var kind) ? kind : throw NobodySignedIn();

    /// <summary>The signed-in user, or <see langword="null"/>.</summary>
    public static UserId? FindUserId(this ClaimsPrincipal principal)
        => principal.FindFirst(ClaimTypes.NameIdentifier) is { } claim ? new UserId(claim.Value) : null;

    /// <summary>The session the request came with, or <see langword="null"/>.</summary>
    public static SessionId? FindSessionId(this ClaimsPrincipal principal)
        => Guid.TryParseExact(principal.FindFirst(SessionClaim)?.Value, "N", out var id) ? new SessionId(id) : null;

    /// <summary>The principal of a session.</summary>
    /// <param name="authenticated">The session.</param>
    /// <param name="withholdsRoles">Whether it may not use its user's roles, because it began without a second factor.</param>
    internal static ClaimsPrincipal ToPrincipal(this AuthenticatedSession authenticated, bool withholdsRoles)
    {
        var session = authenticated.Session;
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, session.User.Value),
            new(ClaimTypes.Name, authenticated.UserName),
            new(SessionClaim, session.Id.ToString()),
            new(KindClaim, session.Kind.ToString()),
            new(DeviceClaim, session.Device.Value),
            new(ProofClaim, session.Proof.ToString()),
            .. session.ProvedAt is { } proved ? [new Claim(ProvedClaim, proved.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
            .. withholdsRoles ? [new Claim(WithheldClaim, "roles")] : authenticated.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
        ];
        return new ClaimsPrincipal(new ClaimsIdentity(claims, SessionAuthentication.Scheme));
    }

    private static InvalidOperationException NobodySignedIn() => new("Nobody is signed in.");
}
