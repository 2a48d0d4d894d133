using System.Security.Claims;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Receipts;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Receipts;

/// <summary>How far people have read a conversation and have it on a device.</summary>
internal static class ReceiptEndpoints
{
    private const int UsualPage = 100;

    public static void MapReceipts(this RouteGroupBuilder api)
    {
        var conversations = api.MapGroup("/conversations/{type:int}/{id}").WithTags("Receipts");
        conversations.MapPost("/read", MarkReadAsync)
            .WithName("MarkRead")
            .WithSummary("Moves the caller's read mark forward. A mark behind the present one changes nothing.")
            .Produces<WireMark>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapPost("/unread", MarkUnreadAsync)
            .WithName("MarkUnread")
            .WithSummary("Sets the caller's read mark back, so that the message and what follows is unread; without a sequence the last message. Others go on seeing what was read.")
            .Produces<WireMark>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapPost("/delivered", MarkDeliveredAsync)
            .WithName("MarkDelivered")
            .WithSummary("Tells that a device of the caller has the conversation up to a sequence.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapGet("/marks", MarksAsync)
            .WithName("ListMarks")
            .WithSummary("How far the other members have read the conversation and have it on a device, by user id. Who shows no marks is not listed.")
            .Produces<WireMarkList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversations.MapGet("/messages/{sequence:long}/readers", ReadersAsync)
            .WithName("ListReaders")
            .WithSummary("Who has read a message, or with read=false who has not. Its sender and who shows no marks are in neither list.")
            .Produces<WireReaderPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> MarkReadAsync(
        int type, string id, int? line, MarkRequest request, ClaimsPrincipal caller, ReceiptService receipts, CancellationToken cancellationToken)
        => Problems.Answer(
            await receipts.MarkReadAsync(caller.UserId(), Target(type, id, line), request.Sequence, cancellationToken),
            sequence => Results.Ok(new WireMark(sequence)));

    private static async Task<IResult> MarkUnreadAsync(
        int type, string id, int? line, UnreadRequest request, ClaimsPrincipal caller, ReceiptService receipts, CancellationToken cancellationToken)
        => Problems.Answer(
            await receipts.MarkUnreadAsync(caller.UserId(), Target(type, id, line), request.Sequence, cancellationToken),
            sequence => Results.Ok(new WireMark(sequence)));

    private static async Task<IResult> MarkDeliveredAsync(
        int type, string id, int? line, MarkRequest request, ClaimsPrincipal caller, ReceiptService receipts, CancellationToken cancellationToken)
        => Problems.Answer(
            await receipts.MarkDeliveredAsync(caller.UserId(), Target(type, id, line), request.Sequence, cancellationToken),
            _ => Results.NoContent());

    private static async Task<IResult> MarksAsync(
        int type, string id, int? line, string? after, int? limit, ClaimsPrincipal caller, ReceiptService receipts, CancellationToken cancellationToken)
    {
        var marks = await receipts.MarksAsync(caller.UserId(), Target(type, id, line), Person(after), limit ?? UsualPage, cancellationToken);
        return Problems.Answer(marks, found => Results.Ok(new WireMarkList([.. found.Select(WireMemberMark.From)])));
    }

    private static async Task<IResult> ReadersAsync(
        int type,
        string id,
        long sequence,
        int? line,
        bool? read,
        string? after,
        int? limit,
        ClaimsPrincipal caller,
        ReceiptService receipts,
        CancellationToken cancellationToken)
    {
        var page = await receipts.ReadersAsync(
            caller.UserId(), Target(type, id, line), sequence, read ?? true, Person(after), limit ?? UsualPage, cancellationToken);
        return Problems.Answer(page, found => Results.Ok(WireReaderPage.From(found)));
    }

    private static UserId? Person(string? id) => string.IsNullOrEmpty(id) ? null : new UserId(id);

    private static ConversationTarget Target(int type, string id, int? line) => new((ConversationType)type, id, line ?? 0);
}
