using System.Security.Claims;
using ChatApp.Core.Conversations;
using ChatApp.Core.Messages.Changes;
using ChatApp.Core.Messages.Edits;
using ChatApp.Core.Messages.Pins;
using ChatApp.Core.Messages.Reactions;
using ChatApp.Core.Messages.Recalls;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Messages;

/// <summary>What members do to messages for everyone to see.</summary>
internal static class MessageActionEndpoints
{
    private const int DefaultPage = 50;

    public static void MapMessageActions(this RouteGroupBuilder api)
    {
        var conversation = api.MapGroup("/conversations/{type:int}/{id}").WithTags("Messages");
        conversation.MapGet("/changes", ChangesAsync)
            .WithName("GetChanges")
            .WithSummary("What happened to messages after a change number, rising: each change with its message as it is now.")
            .Produces<WireChanges>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapPatch("/messages/{sequence:long}", EditAsync)
            .WithName("EditMessage")
            .WithSummary("Changes the words of an own text or caption, in the time that the settings give.")
            .Produces<WireMessage>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        conversation.MapGet("/messages/{sequence:long}/edits", EditsAsync)
            .WithName("ListMessageVersions")
            .WithSummary("All versions of a message, the first first and the present one last.")
            .Produces<WireVersions>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapPost("/messages/{sequence:long}/recall", RecallAsync)
            .WithName("RecallMessage")
            .WithSummary("Removes a message for everyone: an own one in time, in a group also what the role allows.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        MapReactions(conversation);
        MapPins(conversation);
    }

    private static void MapReactions(RouteGroupBuilder conversation)
    {
        conversation.MapGet("/messages/{sequence:long}/reactions", ReactionsAsync)
            .WithName("ListReactions")
            .WithSummary("Who put what on a message, the first first, at most 200.")
            .Produces<WireReactors>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapPut("/messages/{sequence:long}/reactions/{emoji}", AddReactionAsync)
            .WithName("AddReaction")
            .WithSummary("Puts an emoji on a message.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        conversation.MapDelete("/messages/{sequence:long}/reactions/{emoji}", RemoveReactionAsync)
            .WithName("RemoveReaction")
            .WithSummary("Takes an own emoji off a message.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static void MapPins(RouteGroupBuilder conversation)
    {
        conversation.MapGet("/pins", PinsAsync)
            .WithName("ListPins")
            .WithSummary("The pinned messages, the last pinned first, at most 50.")
            .Produces<WirePins>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        conversation.MapPut("/messages/{sequence:long}/pin", PinAsync)
            .WithName("PinMessage")
            .WithSummary("Puts a message above the conversation for all, where its rules allow it.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        conversation.MapDelete("/messages/{sequence:long}/pin", UnpinAsync)
            .WithName("UnpinMessage")
            .WithSummary("Takes a pin off.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ChangesAsync(
        int type, string id, int? line, long? after, int? limit, ClaimsPrincipal caller, ChangeService changes, CancellationToken cancellationToken)
        => Problems.Answer(
            await changes.ListAsync(caller.UserId(), Target(type, id, line), after ?? 0, limit ?? DefaultPage, cancellationToken),
            page => Results.Ok(WireChanges.From(page, caller.UserId())));

    private static async Task<IResult> EditAsync(
        int type, string id, long sequence, int? line, EditBody body, ClaimsPrincipal caller, EditService edits, CancellationToken cancellationToken)
        => Problems.Answer(
            await edits.EditAsync(caller.UserId(), Target(type, id, line), sequence, body.Text ?? string.Empty, cancellationToken),
            message => Results.Ok(WireMessage.From(message, caller.UserId())));

    private static async Task<IResult> EditsAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, EditService edits, CancellationToken cancellationToken)
        => Problems.Answer(
            await edits.ListVersionsAsync(caller.UserId(), Target(type, id, line), sequence, cancellationToken),
            versions => Results.Ok(new WireVersions([.. versions.Select(WireVersion.From)])));

    private static async Task<IResult> RecallAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, RecallService recalls, CancellationToken cancellationToken)
        => Done(await recalls.RecallAsync(caller.UserId(), Target(type, id, line), sequence, cancellationToken));

    private static async Task<IResult> ReactionsAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, ReactionService reactions, CancellationToken cancellationToken)
        => Problems.Answer(
            await reactions.ListAsync(caller.UserId(), Target(type, id, line), sequence, cancellationToken),
            people => Results.Ok(new WireReactors([.. people.Select(reactor => new WireReactor(reactor.User.Value, reactor.DisplayName, reactor.Emoji))])));

    private static async Task<IResult> AddReactionAsync(
        int type, string id, long sequence, string emoji, int? line, ClaimsPrincipal caller, ReactionService reactions, CancellationToken cancellationToken)
        => Done(await reactions.SetAsync(caller.UserId(), Target(type, id, line), sequence, emoji, present: true, cancellationToken));

    private static async Task<IResult> RemoveReactionAsync(
        int type, string id, long sequence, string emoji, int? line, ClaimsPrincipal caller, ReactionService reactions, CancellationToken cancellationToken)
        => Done(await reactions.SetAsync(caller.UserId(), Target(type, id, line), sequence, emoji, present: false, cancellationToken));

    private static async Task<IResult> PinsAsync(
        int type, string id, int? line, ClaimsPrincipal caller, PinService pins, CancellationToken cancellationToken)
        => Problems.Answer(
            await pins.ListAsync(caller.UserId(), Target(type, id, line), cancellationToken),
            found => Results.Ok(new WirePins([.. found.Select(pin => WirePin.From(pin, caller.UserId()))])));

    private static async Task<IResult> PinAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, PinService pins, CancellationToken cancellationToken)
        => Done(await pins.SetAsync(caller.UserId(), Target(type, id, line), sequence, pinned: true, cancellationToken));

    private static async Task<IResult> UnpinAsync(
        int type, string id, long sequence, int? line, ClaimsPrincipal caller, PinService pins, CancellationToken cancellationToken)
        => Done(await pins.SetAsync(caller.UserId(), Target(type, id, line), sequence, pinned: false, cancellationToken));

    private static IResult Done(Core.Kernel.Outcome<Core.Kernel.Done> outcome) => Problems.Answer(outcome, _ => Results.NoContent());

    private static ConversationTarget Target(int type, string id, int? line) => new((ConversationType)type, id, line ?? 0);
}
