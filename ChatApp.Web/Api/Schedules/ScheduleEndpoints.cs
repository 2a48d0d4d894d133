using System.Security.Claims;
using ChatApp.Core.Kernel;
using ChatApp.Core.Schedules;
using ChatApp.Core.Wire;
using ChatApp.Web.Authentication;

namespace ChatApp.Web.Api.Schedules;

/// <summary>Messages that wait for their moment, and reminders.</summary>
internal static class ScheduleEndpoints
{
    public static void MapSchedules(this RouteGroupBuilder api)
    {
        var scheduled = api.MapGroup("/scheduled-messages").WithTags("Scheduled messages");
        scheduled.MapGet("/", ListAsync)
            .WithName("ListScheduledMessages")
            .WithSummary("The caller's messages that wait or were refused, the next due first.")
            .Produces<WireScheduledList>();
        scheduled.MapPut("/", SaveAsync)
            .WithName("ScheduleMessage")
            .WithSummary("Keeps a message for its moment, or changes one with the same clientId. It is sent once, whatever fails.")
            .Produces<WireScheduled>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        scheduled.MapPost("/{clientId:guid}/send", SendNowAsync)
            .WithName("SendScheduledMessage")
            .WithSummary("Sends a message that waits, or was refused, within about a second.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        scheduled.MapDelete("/{clientId:guid}", CancelAsync)
            .WithName("CancelScheduledMessage")
            .WithSummary("Takes a message away before it is sent, or one that was refused.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        var reminders = api.MapGroup("/reminders").WithTags("Reminders");
        reminders.MapGet("/", RemindersAsync)
            .WithName("ListReminders")
            .WithSummary("The caller's reminders, the next due first; those that were told stay until they are taken away.")
            .Produces<WireReminderList>();
        reminders.MapPost("/", RemindAsync)
            .WithName("AddReminder")
            .WithSummary("Reminds the caller of a message at a moment.")
            .Produces<WireReminder>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reminders.MapDelete("/{id:guid}", ForgetAsync)
            .WithName("CancelReminder")
            .WithSummary("Takes a reminder away.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(ClaimsPrincipal caller, ScheduledMessageService scheduled, CancellationToken cancellationToken)
        => Results.Ok(new WireScheduledList([.. (await scheduled.ListAsync(caller.UserId(), cancellationToken)).Select(WireScheduled.From)]));

    private static async Task<IResult> SaveAsync(
        WireSchedule request, ClaimsPrincipal caller, ScheduledMessageService scheduled, CancellationToken cancellationToken)
    {
        if (request.Message is null)
        {
            return Problems.Of(ErrorCode.InvalidRequest);
        }

        var draft = WireDrafts.ToDraft(request.Message, caller.UserId(), caller.SessionId());
        return draft.Refusal is { } malformed
            ? Problems.Of(malformed)
            : Problems.Answer(await scheduled.SaveAsync(draft.Value, request.DueAt, cancellationToken), saved => Results.Ok(WireScheduled.From(saved)));
    }

    private static async Task<IResult> SendNowAsync(Guid clientId, ClaimsPrincipal caller, ScheduledMessageService scheduled, CancellationToken cancellationToken)
        => Problems.Answer(await scheduled.SendNowAsync(caller.UserId(), clientId, cancellationToken), _ => Results.NoContent());

    private static async Task<IResult> CancelAsync(Guid clientId, ClaimsPrincipal caller, ScheduledMessageService scheduled, CancellationToken cancellationToken)
        => Problems.Answer(await scheduled.CancelAsync(caller.UserId(), clientId, cancellationToken), _ => Results.NoContent());

    private static async Task<IResult> RemindersAsync(ClaimsPrincipal caller, ReminderService reminders, CancellationToken cancellationToken)
        => Results.Ok(new WireReminderList([.. (await reminders.ListAsync(caller.UserId(), cancellationToken)).Select(WireReminder.From)]));

    private static async Task<IResult> RemindAsync(ReminderRequest request, ClaimsPrincipal caller, ReminderService reminders, CancellationToken cancellationToken)
    {
        if (request.Conversation is null)
        {
            return Problems.Of(ErrorCode.InvalidRequest);
        }

        var added = await reminders.AddAsync(
            caller.UserId(), request.Conversation.ToTarget(), request.Sequence, request.Note ?? string.Empty, request.DueAt, cancellationToken);
        return Problems.Answer(added, reminder => Results.Ok(WireReminder.From(reminder)));
    }

    private static async Task<IResult> ForgetAsync(Guid id, ClaimsPrincipal caller, ReminderService reminders, CancellationToken cancellationToken)
        => Problems.Answer(await reminders.CancelAsync(caller.UserId(), id, cancellationToken), _ => Results.NoContent());
}
