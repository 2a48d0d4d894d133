using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Presence;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Presence;

/// <summary>Who is on line, and what people say they are doing.</summary>
internal static class PresenceEndpoints
{
    public static void MapPresence(this RouteGroupBuilder api)
    {
        var presence = api.MapGroup("/presence").WithTags("Presence");
        presence.MapGet("/", ListAsync)
            .WithName("ListPresence")
            .WithSummary("How friends stand, and the caller; at most 200. Others are not in the answer.")
            .Produces<WirePresenceList>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        presence.MapPut("/status", SetStatusAsync)
            .WithName("SetStatus")
            .WithSummary("Says what the caller is doing; an empty text says nothing any more.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ListAsync(string[]? user, ClaimsPrincipal caller, PresenceService presence, CancellationToken cancellationToken)
        => Problems.Answer(
            await presence.ListAsync(caller.UserId(), [.. (user ?? []).Select(id => new UserId(id))], cancellationToken),
            found => Results.Ok(new WirePresenceList([.. found.Select(WirePresence.From)])));

    private static async Task<IResult> SetStatusAsync(StatusRequest request, ClaimsPrincipal caller, PresenceService presence, CancellationToken cancellationToken)
        => Problems.Answer(
            await presence.SetStatusAsync(caller.UserId(), request.Text ?? string.Empty, request.Until, cancellationToken), _ => Results.NoContent());
}
