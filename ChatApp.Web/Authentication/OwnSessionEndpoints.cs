using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace ChatApp.Web.Authentication;

/// <summary>What a person does to the own sessions on the page of devices: forms, which work without scripts.</summary>
internal static class OwnSessionEndpoints
{
    private const string List = "/me/sessions";

    public static void MapOwnSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/auth/sessions").RequireAuthorization().ExcludeFromDescription();
        sessions.MapPost("/end", EndAsync);
        sessions.MapPost("/end-others", EndOthersAsync);
        sessions.MapPost("/rename", RenameAsync);
        sessions.MapPost("/not-mine", NotMineAsync);
    }

    private static async Task<IResult> EndAsync([FromForm] string? session, HttpContext context, SessionService sessions, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(session, "N", out var id))
        {
            await sessions.EndOwnAsync(context.User.UserId(), new SessionId(id), SessionEndReason.EndedByOwner, cancellationToken);
        }

        return Results.LocalRedirect(List);
    }

    private static async Task<IResult> EndOthersAsync(HttpContext context, SessionService sessions, IFormCollection form, CancellationToken cancellationToken)
    {
        _ = form;
        await sessions.EndAllAsync(context.User.UserId(), context.User.SessionId(), SessionEndReason.EndedByOwner, cancellationToken);
        return Results.LocalRedirect(List);
    }

    private static async Task<IResult> RenameAsync(
        [FromForm] string? session, [FromForm] string? name, HttpContext context, SessionService sessions, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(session, "N", out var id))
        {
            await sessions.RenameAsync(context.User.UserId(), new SessionId(id), name ?? string.Empty, cancellationToken);
        }

        return Results.LocalRedirect(List);
    }

    private static async Task<IResult> NotMineAsync(
        [FromForm] string? session, HttpContext context, SessionService sessions, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(session, "N", out var id)
            || await sessions.FindAsync(new SessionId(id), cancellationToken) is not { } found
            || (await sessions.EndOwnAsync(context.User.UserId(), found.Id, SessionEndReason.NotMine, cancellationToken)).Refusal is not null)
        {
            return Results.LocalRedirect(List);
        }

        return Results.LocalRedirect($"/me/sessions/not-mine?device={Uri.EscapeDataString(found.Name)}");
    }
}
