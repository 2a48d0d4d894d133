using ChatApp.Checker.History;

namespace ChatApp.Checker.Judging;

/// <summary>P2, P3, P4 as one client saw them: everything it may read arrived, as it is stored; pushes rise, without holes and without repeats.</summary>
internal static class ReaderRules
{
    public static void Apply(
        ActorRecord actor,
        ILookup<Guid, SendAttempt> sends,
        MessageIndex messages,
        ILookup<(string Conversation, string User), StoredStretch> stretches,
        Verdict verdict)
    {
        bool IsOwn(StoredMessage message) => !actor.GetsOwn && sends[message.ClientId].Any(attempt => attempt.Actor == actor.Name);

        var got = new HashSet<(string, long)>();
        var lastPush = new Dictionary<(string Conversation, int Connection), long>();
        foreach (var receipt in actor.Receipts)
        {
            var stored = messages.At(receipt.Conversation, receipt.Sequence);
            got.Add((receipt.Conversation, receipt.Sequence));
            if (stored is null || stored.Id != receipt.MessageId || stored.ClientId != receipt.ClientId || stored.Sender != receipt.Sender)
            {
                verdict.Add(Fault.Reordered, $"{actor.Name} saw {receipt}; stored is {stored}");
            }
            else if (!receipt.Intact)
            {
                verdict.Add(Fault.Lost, $"{actor.Name} got another text than was sent: {receipt}");
            }

            if (receipt.Live)
            {
                var place = (receipt.Conversation, receipt.Connection);
                if (lastPush.TryGetValue(place, out var last))
                {
                    CheckStep(actor, receipt, last, stretches[(receipt.Conversation, actor.User)], messages, IsOwn, verdict);
                }

                lastPush[place] = receipt.Sequence;
            }
        }

        foreach (var mine in stretches.Where(group => group.Key.User == actor.User))
        {
            var wanted = actor.ReadsAll ? mine : mine.Where(stretch => stretch.To is null);
            foreach (var message in messages.ByConversation.GetValueOrDefault(mine.Key.Conversation, []))
            {
                if (wanted.Any(stretch => stretch.Holds(message.Sequence)) && !got.Contains((message.Conversation, message.Sequence)) && !IsOwn(message))
                {
                    verdict.Add(Fault.Lost, $"{actor.Name} never got {message}, which lies in {string.Join(", ", wanted)}");
                }
            }
        }
    }

    private static void CheckStep(
        ActorRecord actor, Receipt receipt, long last, IEnumerable<StoredStretch> stretches, MessageIndex messages, Func<StoredMessage, bool> isOwn, Verdict verdict)
    {
        if (receipt.Sequence == last)
        {
            verdict.Add(Fault.Doubled, $"{actor.Name} was pushed twice over one connection: {receipt}");
        }
        else if (receipt.Sequence < last)
        {
            verdict.Add(Fault.Reordered, $"{actor.Name} was pushed {receipt} after {last}");
        }
        else if (stretches.Any(stretch => stretch.Holds(last) && stretch.Holds(receipt.Sequence)))
        {
            for (var skipped = last + 1; skipped < receipt.Sequence; skipped++)
            {
                if (messages.At(receipt.Conversation, skipped) is { } message && !isOwn(message))
                {
                    verdict.Add(Fault.Lost, $"{actor.Name} was pushed {receipt} right after {last}, without {message}");
                    return;
                }
            }
        }
    }
}
