using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Settings;

namespace ChatApp.Core.Messages.Retention;

/// <summary>Removes what is older than the settings keep, in small steps with pauses between them, so that nobody who writes waits for it.</summary>
public sealed class RetentionService(IRetentionStore store, ServerSettings settings, TimeProvider clock)
{
    // A few milliseconds of work, and then a pause that is longer: a tenth of the database at most.
    private const int MessagesAtOnce = 500;
    private const int ConversationsAtOnce = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly (ConversationType Type, SettingDefinition Days)[] ByType =
    [
        (ConversationType.Single, ServerSettingNames.RetentionSingle),
        (ConversationType.Group, ServerSettingNames.RetentionGroup),
        (ConversationType.Chatroom, ServerSettingNames.RetentionChatroom),
        (ConversationType.Channel, ServerSettingNames.RetentionChannel),
        (ConversationType.Thing, ServerSettingNames.RetentionThing),
    ];

    /// <summary>Removes everything that is too old now.</summary>
    /// <returns>How many messages were removed.</returns>
    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var (conversation, days) in await store.ListOwnRulesAsync(cancellationToken))
        {
            if (days > 0)
            {
                removed += await SweepAsync(conversation, RetentionCutoff.Of(clock.GetUtcNow(), days), cancellationToken);
            }
        }

        foreach (var (type, setting) in ByType)
        {
            var days = settings.Number(setting);
            while (days > 0)
            {
                var cutoff = RetentionCutoff.Of(clock.GetUtcNow(), days);
                var due = await store.FindDueAsync(type, cutoff, ConversationsAtOnce, cancellationToken);
                foreach (var conversation in due)
                {
                    removed += await SweepAsync(conversation, cutoff, cancellationToken);
                }

                if (due.Count < ConversationsAtOnce)
                {
                    break;
                }
            }
        }

        return removed;
    }

    /// <summary>What was done so far, for administrators.</summary>
    public Task<RetentionFigures> ReadFiguresAsync(CancellationToken cancellationToken) => store.ReadFiguresAsync(cancellationToken);

    private async Task<long> SweepAsync(ConversationId conversation, MessageId cutoff, CancellationToken cancellationToken)
    {
        var sum = 0L;
        while (true)
        {
            var (removed, done) = await store.RemoveAsync(conversation, cutoff, MessagesAtOnce, cancellationToken);
            sum += removed;
            if (done)
            {
                return sum;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
