using System.Security.Claims;
using ChatApp.Core.Messages.Search;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Messages;

/// <summary>Finding messages: by words, and by kind as the tabs of a conversation show them.</summary>
internal static class SearchEndpoints
{
    private static readonly string[] MediaKinds = ["image", "video"];
    private static readonly string[] FileKinds = ["file"];

    public static void MapSearch(this RouteGroupBuilder api)
    {
        api.MapGet("/search", SearchAsync)
            .WithName("SearchMessages")
            .WithSummary("Messages of the caller's conversations, the newest first: by words (q), conversation (type, id, line), sender, kinds, links and time.")
            .WithTags("Messages")
            .Produces<WireSearchPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/conversations/{type:int}/{id}/tabs/{tab}", TabAsync)
            .WithName("GetConversationTab")
            .WithSummary("What a conversation has of media, files or links, the newest first.")
            .WithTags("Conversations")
            .Produces<WireSearchPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<IResult> SearchAsync(
        string? q,
        int? type,
        string? id,
        int? line,
        string? from,
        string[]? kind,
        bool? links,
        DateTimeOffset? since,
        DateTimeOffset? until,
        string? before,
        int? limit,
        ClaimsPrincipal caller,
        SearchService search,
        CancellationToken cancellationToken)
    {
        var conversation = type is null && id is null ? null : new WireConversation(type ?? 0, id, line ?? 0);
        return AnswerAsync(new WireSearch(q, conversation, from, kind, links, since, until, before, limit), caller, search, cancellationToken);
    }

    private static async Task<IResult> TabAsync(
        int type, string id, string tab, int? line, string? before, int? limit, ClaimsPrincipal caller, SearchService search, CancellationToken cancellationToken)
    {
        var request = new WireSearch(Conversation: new WireConversation(type, id, line ?? 0), Before: before, Limit: limit);
        return tab switch
        {
            "media" => await AnswerAsync(request with { Kinds = MediaKinds }, caller, search, cancellationToken),
            "files" => await AnswerAsync(request with { Kinds = FileKinds }, caller, search, cancellationToken),
            "links" => await AnswerAsync(request with { Links = true }, caller, search, cancellationToken),
            _ => Problems.Of(Core.Kernel.ErrorCode.NotFound),
        };
    }

    private static async Task<IResult> AnswerAsync(WireSearch request, ClaimsPrincipal caller, SearchService search, CancellationToken cancellationToken)
    {
        var query = request.ToQuery();
        return query.Refusal is { } refusal
            ? Problems.Of(refusal)
            : Problems.Answer(
                await search.SearchAsync(caller.UserId(), query.Value, cancellationToken), page => Results.Ok(WireSearchPage.From(page, caller.UserId())));
    }
}
