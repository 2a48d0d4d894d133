using System.Security.Claims;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Forwards;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Messages;

/// <summary>Sending over HTTP.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder api)
    {
        api.MapPost("/messages", SendAsync)
            .WithName("SendMessage")
            .WithSummary("Stores a message. The answer comes after the commit; the same clientId again gets the first answer.")
            .WithTags("Messages")
            .Produces<WireSent>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/messages/forward", ForwardAsync)
            .WithName("ForwardMessages")
            .WithSummary("Copies up to 20 messages that the caller may read into another conversation, one by one; a result for each.")
            .WithTags("Messages")
            .Produces<WireResults>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/messages/forward-merged", MergeAsync)
            .WithName("ForwardMerged")
            .WithSummary("Puts up to 100 messages that the caller may read into one record, which the server writes.")
            .WithTags("Messages")
            .Produces<WireSent>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> SendAsync(WireSend send, ClaimsPrincipal caller, MessageService messages, CancellationToken cancellationToken)
    {
        var draft = WireDrafts.ToDraft(send, caller.UserId(), caller.SessionId());
        if (draft.Refusal is { } malformed)
        {
            return Problems.Of(malformed);
        }

        var sent = await messages.SendAsync(draft.Value, cancellationToken);
        return Problems.Answer(sent, stored => Results.Ok(WireSent.From(stored)));
    }

    private static async Task<IResult> ForwardAsync(WireForward forward, ClaimsPrincipal caller, ForwardService forwards, CancellationToken cancellationToken)
    {
        var read = forward.Read(caller.UserId(), caller.SessionId());
        return read.Refusal is { } malformed
            ? Problems.Of(malformed)
            : Problems.Answer(
                await forwards.ForwardAsync(read.Value.Route, read.Value.Items, cancellationToken),
                outcomes => Results.Ok(WireResults.From(forward, outcomes)));
    }

    private static async Task<IResult> MergeAsync(WireMerge merge, ClaimsPrincipal caller, ForwardService forwards, CancellationToken cancellationToken)
    {
        var read = merge.Read(caller.UserId(), caller.SessionId());
        return read.Refusal is { } malformed
            ? Problems.Of(malformed)
            : Problems.Answer(
                await forwards.MergeAsync(read.Value.Route, read.Value.ClientId, merge.Sequences ?? [], merge.Title, cancellationToken),
                stored => Results.Ok(WireSent.From(stored)));
    }
}
