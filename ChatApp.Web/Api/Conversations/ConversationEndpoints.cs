using System.Security.Claims;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.CatchUp;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Conversations;

/// <summary>A person's conversations and what is in them.</summary>
internal static class ConversationEndpoints
{
    public static void MapConversations(this RouteGroupBuilder api)
    {
        var conversations = api.MapGroup("/conversations").WithTags("Conversations");
        conversations.MapGet("/", ListAsync)
            .WithName("ListConversations")
            .WithSummary("The caller's conversations, the last active first, at most 500.")
            .Produces<WireConversationList>();
        conversations.MapGet("/{type:int}/{id}/messages", HistoryAsync)
            .WithName("GetHistory")
            .WithSummary("A page of messages in rising sequence: before, after or around one, or from a moment (at); without any of them the newest page.")
            .Produces<WirePage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapPost("/catch-up", CatchUpAsync)
            .WithName("CatchUp")
            .WithSummary("What a device missed of many conversations: the next messages after each cursor, at most 500 together, and the conversations that it did not name.")
            .Produces<WireCaughtUp>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        conversations.MapPost("/{type:int}/{id}/typing", TypingAsync)
            .WithName("SendTyping")
            .WithSummary("Tells the others that the caller is typing.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal caller, ConversationService conversations, CancellationToken cancellationToken)
    {
        var list = await conversations.ListAsync(caller.UserId(), cancellationToken);
        return Results.Ok(new WireConversationList([.. list.Select(WireConversationRow.From)]));
    }

    private static async Task<IResult> HistoryAsync(
        int type,
        string id,
        long? before,
        long? after,
        long? around,
        DateTimeOffset? at,
        int? limit,
        int? line,
        ClaimsPrincipal caller,
        MessageService messages,
        CancellationToken cancellationToken)
    {
        var query = new HistoryQuery(before, after, around, at, limit ?? 50);
        var page = await messages.HistoryAsync(caller.UserId(), Target(type, id, line), query, cancellationToken);
        return Problems.Answer(page, found => Results.Ok(WirePage.From(found, caller.UserId())));
    }

    private static async Task<IResult> CatchUpAsync(WireCatchUp request, ClaimsPrincipal caller, CatchUpService catchUp, CancellationToken cancellationToken)
    {
        if (request.Cursors is null || request.Cursors.Any(cursor => cursor?.Conversation is null))
        {
            return Problems.Of(ErrorCode.InvalidRequest);
        }

        var answer = await catchUp.CatchUpAsync(
            caller.UserId(), [.. request.Cursors.Select(cursor => cursor.ToCursor())], request.Limit ?? CatchUpLimits.DefaultMessages, cancellationToken);
        return Problems.Answer(answer, found => Results.Ok(WireCaughtUp.From(found, caller.UserId())));
    }

    private static async Task<IResult> TypingAsync(
        int type, string id, int? line, ClaimsPrincipal caller, MessageService messages, CancellationToken cancellationToken)
    {
        var told = await messages.TypingAsync(caller.UserId(), Target(type, id, line), cancellationToken);
        return Problems.Answer(told, _ => Results.NoContent());
    }

    private static ConversationTarget Target(int type, string id, int? line) => new((ConversationType)type, id, line ?? 0);
}
