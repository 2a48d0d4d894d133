using System.Security.Claims;
using ChatApp.Core.Messages;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Messages;

/// <summary>Sending over HTTP.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder api)
        => api.MapPost("/messages", SendAsync)
            .WithName("SendMessage")
            .WithSummary("Stores a message. The answer comes after the commit; the same clientId again gets the first answer.")
            .WithTags("Messages")
            .Produces<WireSent>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

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
}
