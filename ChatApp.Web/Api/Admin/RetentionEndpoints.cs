using System.Security.Claims;
using ChatApp.Core.Administration;
using ChatApp.Core.Messages.Retention;
using ChatApp.Web.Admin;
using ChatApp.Web.Admin.Wire;
using Microsoft.AspNetCore.Authorization;

namespace ChatApp.Web.Api.Admin;

/// <summary>How long messages are kept, for administrators and their scripts.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Administration").RequireAuthorization(new AuthorizeAttribute { Roles = AdminRoles.Any });
        admin.MapGet("/retention", FiguresAsync)
            .WithName("GetRetention")
            .WithSummary("What retention has removed so far.")
            .Produces<RetentionFigures>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
        admin.MapGet("/groups/{id}/retention", GetAsync)
            .WithName("GetGroupRetention")
            .WithSummary("How long a group's messages are kept, and what was removed of them.")
            .Produces<AdminGroupRetention>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        admin.MapPut("/groups/{id}/retention", SetAsync)
            .WithName("SetGroupRetention")
            .WithSummary("Gives a group a rule of its own, or takes it back without days; administrators may.")
            .Produces<AdminGroupRetention>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> FiguresAsync(
        ClaimsPrincipal caller, UserAdministration users, RetentionAdministration retention, CancellationToken cancellationToken)
        => Problems.Answer(await retention.ReadFiguresAsync(await users.IdentifyAsync(caller, cancellationToken), cancellationToken), Results.Ok);

    private static async Task<IResult> GetAsync(
        string id, ClaimsPrincipal caller, UserAdministration users, RetentionAdministration retention, CancellationToken cancellationToken)
        => Problems.Answer(
            await retention.ReadGroupAsync(await users.IdentifyAsync(caller, cancellationToken), id, cancellationToken),
            group => Results.Ok(AdminGroupRetention.From(group)));

    private static async Task<IResult> SetAsync(
        string id, AdminRetentionRule rule, ClaimsPrincipal caller, UserAdministration users, RetentionAdministration retention, CancellationToken cancellationToken)
        => Problems.Answer(
            await retention.SetGroupAsync(await users.IdentifyAsync(caller, cancellationToken), id, rule.Days, rule.Reason, cancellationToken),
            group => Results.Ok(AdminGroupRetention.From(group)));
}
