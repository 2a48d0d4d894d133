using System.Security.Claims;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.Deletions;
using ChatApp.Core.Messages.Stars;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Messages;

/// <summary>What people do to messages for themselves.</summary>
internal static class OwnMessageEndpoints
{
    private const int DefaultPage = 50;

    public static void MapOwnMessages(this RouteGroupBuilder api)
    {
        api.MapGet("/stars", StarsAsync)
            .WithName("ListStars")
            .WithSummary("What the caller keeps, the last kept first, below an id.")
            .WithTags("Messages")
            .Produces<WireStars>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        var conversation = api.MapGroup("/conversations/{type:int}/{id}").WithTags("Messages");
        conversation.MapPut("/messages/{sequence:long}/star", StarAsync)
            .WithName("StarMessage")
            .WithSummary("Keeps a message for the caller; nobody else learns of it.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapDelete("/messages/{sequence:long}/star", UnstarAsync)
            .WithName("UnstarMessage")
            .WithSummary("Keeps a message no more.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapDelete("/messages/{sequence:long}", DeleteOneAsync)
            .WithName("DeleteMessage")
            .WithSummary("Deletes a message for the caller alone.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapPost("/messages/delete", DeleteAsync)
            .WithName("DeleteMessages")
            .WithSummary("Deletes up to 100 messages for the caller alone.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapPost("/clear", ClearAsync)
            .WithName("ClearConversation")
            .WithSummary("Deletes everything up to a sequence for the caller alone; without one all there is.")
            .Produces<WireCleared>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StarsAsync(long? before, int? limit, ClaimsPrincipal caller, StarService stars, CancellationToken cancellationToken)
        => Problems.Answer(
            await stars.ListAsync(caller.UserId(), before, limit ?? DefaultPage, cancellationToken),
            page => Results.Ok(new WireStars([.. page.Stars.Select(star => WireStar.From(star, caller.UserId()))], page.HasMore)));

    private static async Task<IResult> StarAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, StarService stars, CancellationToken cancellationToken)
        => Done(await stars.SetAsync(caller.UserId(), Target(type, id, line), sequence, starred: true, cancellationToken));

    private static async Task<IResult> UnstarAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, StarService stars, CancellationToken cancellationToken)
        => Done(await stars.SetAsync(caller.UserId(), Target(type, id, line), sequence, starred: false, cancellationToken));

    private static async Task<IResult> DeleteOneAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, DeletionService deletions, CancellationToken cancellationToken)
        => Done(await deletions.DeleteAsync(caller.UserId(), Target(type, id, line), [sequence], cancellationToken));

    private static async Task<IResult> DeleteAsync(
        int type, string id, int? line, DeleteBody body, ClaimsPrincipal caller, DeletionService deletions, CancellationToken cancellationToken)
        => Done(await deletions.DeleteAsync(caller.UserId(), Target(type, id, line), body.Sequences ?? [], cancellationToken));

    private static async Task<IResult> ClearAsync(
        int type, string id, int? line, ClearBody body, ClaimsPrincipal caller, DeletionService deletions, CancellationToken cancellationToken)
        => Problems.Answer(
            await deletions.ClearAsync(caller.UserId(), Target(type, id, line), body.UpTo, cancellationToken),
            sequence => Results.Ok(new WireCleared(sequence)));

    private static IResult Done(Outcome<Done> outcome) => Problems.Answer(outcome, _ => Results.NoContent());

    private static ConversationTarget Target(int type, string id, int? line) => new((ConversationType)type, id, line ?? 0);
}
