using System.Security.Claims;
using ChatApp.Core.Administration;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Admin;

/// <summary>Identifies administrators by the principal of a request, a circuit or a hub call.</summary>
internal static class AdminCallers
{
    /// <summary>Who the caller is to the administration now.</summary>
    public static Task<Administrator> IdentifyAsync(this UserAdministration users, ClaimsPrincipal caller, CancellationToken cancellationToken)
        => users.IdentifyAsync(caller.UserId(), caller.SessionId(), cancellationToken);
}
