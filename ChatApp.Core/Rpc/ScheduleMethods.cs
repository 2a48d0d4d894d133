using ChatApp.Core.Kernel;
using ChatApp.Core.Schedules;
using ChatApp.Core.Wire;

namespace ChatApp.Core.Rpc;

/// <summary>The caller's messages for later, and reminders.</summary>
internal sealed class ScheduleMethods(ScheduledMessageService scheduled, ReminderService reminders) : IRpcMethods
{
    public IEnumerable<RpcMethod> All =>
    [
        RpcMethod.Of("scheduled.list", (caller, _, cancellationToken) => scheduled.ListAsync(caller.User, cancellationToken)
            .AsListed(list => new WireScheduledList([.. list.Select(WireScheduled.From)]))),
        RpcMethod.Of("scheduled.save", RpcJson.Default.WireSchedule, SaveAsync),
        RpcMethod.Of("scheduled.send", (caller, request, cancellationToken) => OfMessageAsync(caller, request, scheduled.SendNowAsync, cancellationToken)),
        RpcMethod.Of("scheduled.cancel", (caller, request, cancellationToken) => OfMessageAsync(caller, request, scheduled.CancelAsync, cancellationToken)),
        RpcMethod.Of("reminders.list", (caller, _, cancellationToken) => reminders.ListAsync(caller.User, cancellationToken)
            .AsListed(list => new WireReminderList([.. list.Select(WireReminder.From)]))),
        RpcMethod.OfMessage("reminders.add", (caller, target, sequence, request, cancellationToken) => reminders.AddAsync(
            caller.User, target, sequence, request.Note ?? string.Empty, request.DueAt ?? default, cancellationToken).As(WireReminder.From)),
        RpcMethod.Of("reminders.cancel", CancelReminderAsync),
    ];

    private async Task<Outcome<RpcResult>> SaveAsync(RpcCaller caller, WireSchedule request, CancellationToken cancellationToken)
    {
        if (request.Message is null)
        {
            return ErrorCode.InvalidRequest;
        }

        var draft = WireDrafts.ToDraft(request.Message, caller.User, caller.Session);
        return draft.Refusal is { } malformed
            ? malformed
            : await scheduled.SaveAsync(draft.Value, request.DueAt, cancellationToken).As(WireScheduled.From);
    }

    private static async Task<Outcome<RpcResult>> OfMessageAsync(
        RpcCaller caller, RpcRequest request, Func<UserId, Guid, CancellationToken, Task<Outcome<Done>>> run, CancellationToken cancellationToken)
        => Guid.TryParse(request.ClientId, out var clientId) ? await run(caller.User, clientId, cancellationToken).AsDone() : ErrorCode.NotFound;

    private async Task<Outcome<RpcResult>> CancelReminderAsync(RpcCaller caller, RpcRequest request, CancellationToken cancellationToken)
        => Guid.TryParse(request.Reminder, out var reminder)
            ? await reminders.CancelAsync(caller.User, reminder, cancellationToken).AsDone()
            : ErrorCode.NotFound;
}
