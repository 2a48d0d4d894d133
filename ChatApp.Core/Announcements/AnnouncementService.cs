using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;

namespace ChatApp.Core.Announcements;

/// <summary>Shows and sets the announcement of a group. A new one is a message to everyone of the group too.</summary>
public sealed class AnnouncementService(
    IAnnouncementStore store, ConversationAccess access, MessageService messages, IEventDelivery delivery, TimeProvider clock)
{
    /// <summary>The most characters of an announcement.</summary>
    public const int MaxText = 2_000;

    /// <summary>The announcement of a group that the person takes part in.</summary>
    /// <returns>The announcement, <see langword="null"/> where there is none; or <see cref="ErrorCode.NotFound"/>, also for a group that the
    /// person left.</returns>
    public async Task<Outcome<Announcement?>> GetAsync(UserId user, string group, CancellationToken cancellationToken)
    {
        var membership = await CurrentAsync(user, group, cancellationToken);
        return membership.Refusal is { } refusal ? refusal : await store.FindAsync(group, cancellationToken);
    }

    /// <summary>Sends the words to everyone of a group, in the name of who sets them and by the rules of messages, and keeps them; empty
    /// words take the announcement away. The owner and managers may.</summary>
    /// <param name="user">Who.</param>
    /// <param name="session">The session it comes from.</param>
    /// <param name="group">The group.</param>
    /// <param name="text">The words; up to <see cref="MaxText"/> characters.</param>
    /// <param name="cancellationToken">Observed until the message is stored.</param>
    /// <returns>The announcement, or <see langword="null"/> when it was taken away; <see cref="ErrorCode.NotFound"/>,
    /// <see cref="ErrorCode.Forbidden"/>, <see cref="ErrorCode.InvalidRequest"/>, and what refuses a message.</returns>
    public async Task<Outcome<Announcement?>> SetAsync(UserId user, SessionId session, string group, string text, CancellationToken cancellationToken)
    {
        text = text.Trim();
        if (text.Length > MaxText)
        {
            return ErrorCode.InvalidRequest;
        }

        var membership = await CurrentAsync(user, group, cancellationToken);
        if (membership.Refusal is { } refusal)
        {
            return refusal;
        }

        if (membership.Value.Role < MemberRole.Manager)
        {
            return ErrorCode.Forbidden;
        }

        if (text.Length == 0)
        {
            await store.RemoveAsync(group, cancellationToken);
            delivery.PublishTo(membership.Value.Conversation, new GroupEvent(group));
            return Outcome.Of<Announcement?>(null);
        }

        var now = clock.GetUtcNow();
        var sent = await messages.SendAsync(
            new MessageDraft(
                user, session, ConversationTarget.Group(group), Guid.CreateVersion7(now), MessageKind.Text, text, Mentions: [MessageLimits.Everyone])
            {
                ConfirmEveryone = true,
            },
            cancellationToken);
        if (sent.Refusal is { } refused)
        {
            return refused;
        }

        // The message is stored: the announcement follows it whatever becomes of the request.
        var announcement = new Announcement(group, user, text, now);
        await store.SaveAsync(announcement, CancellationToken.None);
        delivery.PublishTo(membership.Value.Conversation, new GroupEvent(group));
        return announcement;
    }

    private async Task<Outcome<Membership>> CurrentAsync(UserId user, string group, CancellationToken cancellationToken)
    {
        var membership = await access.ReadAsync(user, ConversationTarget.Group(group), cancellationToken);
        return membership is { Refusal: null, Value.LeftSequence: not null } ? ErrorCode.NotFound : membership;
    }
}
