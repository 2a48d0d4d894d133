using System.Security.Claims;
using ChatApp.Core.Conversations;
using ChatApp.Core.Personal;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Conversations;

/// <summary>How a conversation stands in the caller's list, and what the caller typed in it.</summary>
internal static class ConversationMarkEndpoints
{
    public static void MapConversationMarks(this RouteGroupBuilder api)
    {
        var conversations = api.MapGroup("/conversations/{type:int}/{id}").WithTags("Conversations");
        conversations.MapPatch("/", SetAsync)
            .WithName("ChangeConversation")
            .WithSummary("Mutes, pins or archives a conversation for the caller; what is absent stays.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapGet("/draft", GetDraftAsync)
            .WithName("GetDraft")
            .WithSummary("What the caller typed and has not sent.")
            .Produces<WireDraft>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapPut("/draft", SaveDraftAsync)
            .WithName("SaveDraft")
            .WithSummary("Changes the draft. When another device changed it since the base version both texts are kept: the other one in others.")
            .Produces<WireDraft>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> SetAsync(
        int type, string id, int? line, ConversationMarksRequest request, ClaimsPrincipal caller, ConversationMarkService marks, CancellationToken cancellationToken)
    {
        var changed = await marks.SetAsync(
            caller.UserId(),
            Target(type, id, line),
            new ConversationMarks(request.Muted, request.MutedUntil, request.Pinned, request.Archived),
            cancellationToken);
        return Problems.Answer(changed, _ => Results.NoContent());
    }

    private static async Task<IResult> GetDraftAsync(
        int type, string id, int? line, ClaimsPrincipal caller, DraftService drafts, CancellationToken cancellationToken)
        => Problems.Answer(await drafts.GetAsync(caller.UserId(), Target(type, id, line), cancellationToken), draft => Results.Ok(WireDraft.From(draft)));

    private static async Task<IResult> SaveDraftAsync(
        int type, string id, int? line, DraftRequest request, ClaimsPrincipal caller, DraftService drafts, CancellationToken cancellationToken)
    {
        var change = new DraftChange(request.Text ?? string.Empty, request.ReplyTo, request.Base ?? 0, request.DropOthers ?? false);
        var saved = await drafts.SaveAsync(caller.UserId(), Target(type, id, line), change, cancellationToken);
        return Problems.Answer(saved, draft => Results.Ok(WireDraft.From(draft)));
    }

    private static ConversationTarget Target(int type, string id, int? line) => new((ConversationType)type, id, line ?? 0);
}
