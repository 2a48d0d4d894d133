using System.Security.Claims;
using ChatApp.Core.Administration;
using ChatApp.Web.Admin;

namespace ChatApp.Web.Api.Administration;

/// <summary>Invitations to make an account.</summary>
internal static class InvitationEndpoints
{
    public static void MapInvitations(this RouteGroupBuilder api)
        => api.MapGroup("/admin").WithTags("Administration").RequireAuthorization(policy => policy.RequireRole(AdminRoles.Any.Split(',')))
            .MapPost("/invitations", InviteAsync)
            .WithName("Invite")
            .WithSummary("Makes an invitation to one account, for seven days; only while the mode of registration is \"invite\".")
            .Produces<InvitationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> InviteAsync(
        ReasonBody body,
        HttpContext context,
        ClaimsPrincipal caller,
        UserAdministration users,
        InvitationAdministration invitations,
        CancellationToken cancellationToken)
        => Problems.Answer(
            await invitations.InviteAsync(await users.IdentifyAsync(caller, cancellationToken), body.Reason ?? string.Empty, cancellationToken),
            invitation => Results.Ok(new InvitationResponse($"{context.Request.Scheme}://{context.Request.Host}/register?invite={Uri.EscapeDataString(invitation)}")));
}
