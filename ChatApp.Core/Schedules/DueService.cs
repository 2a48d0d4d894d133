using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Schedules;

/// <summary>Sends what is due and reminds of what is due. Each is leased while it is at work on, so that any number of nodes may do it.</summary>
public sealed class DueService(
    IScheduledMessageStore scheduled, IReminderStore reminders, ReminderService access, MessageService messages, IEventDelivery delivery, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Does what is due now, up to <see cref="ScheduleLimits.MaxTaken"/> of each kind.</summary>
    /// <returns>How many were taken; when it is as many as could be, there may be more.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var due = await scheduled.TakeDueAsync(clock.GetUtcNow(), ScheduleLimits.Lease, ScheduleLimits.MaxTaken, cancellationToken);
        foreach (var taken in due)
        {
            await SendAsync(taken, cancellationToken);
        }

        var toldOf = await reminders.TakeDueAsync(clock.GetUtcNow(), ScheduleLimits.Lease, ScheduleLimits.MaxTaken, cancellationToken);
        foreach (var one in toldOf)
        {
            await RemindAsync(one, cancellationToken);
        }

        return Math.Max(due.Count, toldOf.Count);
    }

    private static bool IsPassing(ErrorCode refusal) => refusal is ErrorCode.TooFast or ErrorCode.TooBusy or ErrorCode.Unavailable;

    private async Task SendAsync(TakenMessage taken, CancellationToken cancellationToken)
    {
        var draft = taken.Message.Draft;
        var sent = taken.IsSuspended ? ErrorCode.Suspended : await messages.SendAsync(draft, cancellationToken);
        if (sent.Refusal is not { } refusal)
        {
            // A crash between the send and this sends it again, and the log finds its client id.
            await scheduled.ForgetAsync(draft.Sender, draft.ClientId, cancellationToken);
            delivery.PublishTo(draft.Sender, new ScheduledEvent(draft.ClientId, draft.To, sent.Value.Message.Sequence, Refusal: null));
        }
        else if (IsPassing(refusal))
        {
            var pause = FirstPause * Math.Pow(2, Math.Min(taken.Tries, 6));
            await scheduled.PutBackAsync(
                draft.Sender, draft.ClientId, clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), cancellationToken);
        }
        else
        {
            await scheduled.RefuseAsync(draft.Sender, draft.ClientId, refusal, cancellationToken);
            delivery.PublishTo(draft.Sender, new ScheduledEvent(draft.ClientId, draft.To, Sequence: null, refusal));
        }
    }

    private async Task RemindAsync(DueReminder due, CancellationToken cancellationToken)
    {
        var reminder = due.Reminder;
        var maySee = await access.MaySeeAsync(due.User, reminder.Conversation, reminder.Sequence, cancellationToken);
        await reminders.DoneAsync(reminder.Id, keep: maySee, cancellationToken);
        if (maySee)
        {
            delivery.PublishTo(due.User, new ReminderEvent(reminder.Id, reminder.Conversation, reminder.Sequence, reminder.Note));
        }
    }
}
