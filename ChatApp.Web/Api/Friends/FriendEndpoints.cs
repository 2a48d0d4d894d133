using System.Security.Claims;
using ChatApp.Core.Friends;
using ChatApp.Core.Kernel;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Friends;

/// <summary>Friends, and asking to be one.</summary>
internal static class FriendEndpoints
{
    public static void MapFriends(this RouteGroupBuilder api)
    {
        var friends = api.MapGroup("/friends").WithTags("Friends");
        friends.MapGet("/", ListAsync).WithName("ListFriends").WithSummary("The caller's friends and blocked people.").Produces<WireFriendList>();
        friends.MapDelete("/{id}", RemoveAsync)
            .WithName("RemoveFriend")
            .WithSummary("Ends a friendship on both sides.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        friends.MapPut("/{id}/block", SetBlockedAsync)
            .WithName("BlockPerson")
            .WithSummary("Refuses, or accepts again, what a person sends.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
        friends.MapGet("/requests", ListRequestsAsync)
            .WithName("ListFriendRequests")
            .WithSummary("The newest 100 requests to and from the caller.")
            .Produces<WireFriendRequestList>();
        friends.MapPost("/requests", RequestAsync)
            .WithName("RequestFriend")
            .WithSummary("Asks somebody to be a friend; accepts when they ask already.")
            .Produces<WireFriendRequestOutcome>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        friends.MapPost("/requests/{from}/answer", AnswerAsync)
            .WithName("AnswerFriendRequest")
            .WithSummary("Accepts or refuses a waiting request.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal caller, FriendService friends, CancellationToken cancellationToken)
        => Results.Ok(new WireFriendList([.. (await friends.ListAsync(caller.UserId(), cancellationToken)).Select(WireFriend.From)]));

    private static async Task<IResult> ListRequestsAsync(ClaimsPrincipal caller, FriendService friends, CancellationToken cancellationToken)
        => Results.Ok(new WireFriendRequestList(
            [.. (await friends.ListRequestsAsync(caller.UserId(), cancellationToken)).Select(WireFriendRequest.Of)]));

    private static async Task<IResult> RequestAsync(
        FriendRequestBody body, ClaimsPrincipal caller, FriendService friends, CancellationToken cancellationToken)
        => UserId.TryParse(body.User, out var user)
            ? Problems.Answer(
                await friends.RequestAsync(caller.UserId(), user, body.Greeting ?? string.Empty, cancellationToken),
                state => Results.Ok(new WireFriendRequestOutcome(state == FriendRequestState.Accepted)))
            : Problems.Of(ErrorCode.NotFound);

    private static async Task<IResult> AnswerAsync(
        string from, FriendAnswerBody body, ClaimsPrincipal caller, FriendService friends, CancellationToken cancellationToken)
        => UserId.TryParse(from, out var user)
            ? NoContent(await friends.AnswerAsync(caller.UserId(), user, body.Accept, cancellationToken))
            : Problems.Of(ErrorCode.NotFound);

    private static async Task<IResult> RemoveAsync(string id, ClaimsPrincipal caller, FriendService friends, CancellationToken cancellationToken)
        => UserId.TryParse(id, out var user)
            ? NoContent(await friends.RemoveAsync(caller.UserId(), user, cancellationToken))
            : Problems.Of(ErrorCode.NotFound);

    private static async Task<IResult> SetBlockedAsync(
        string id, BlockBody body, ClaimsPrincipal caller, FriendService friends, CancellationToken cancellationToken)
        => UserId.TryParse(id, out var user)
            ? NoContent(await friends.SetBlockedAsync(caller.UserId(), user, body.Blocked, cancellationToken))
            : Problems.Of(ErrorCode.NotFound);

    private static IResult NoContent(Outcome<Done> outcome) => Problems.Answer(outcome, _ => Results.NoContent());
}
