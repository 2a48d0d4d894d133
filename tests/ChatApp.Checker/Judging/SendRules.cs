using ChatApp.Checker.History;

namespace ChatApp.Checker.Judging;

/// <summary>P1, P2, P6: what was acknowledged is stored, once, where it was said to be; what was refused is not; nothing stays unknown.</summary>
internal static class SendRules
{
    public static void Apply(IReadOnlyList<SendAttempt> sends, MessageIndex messages, Verdict verdict)
    {
        foreach (var message in sends.GroupBy(attempt => (attempt.User, attempt.ClientId)))
        {
            var acks = message.Where(attempt => attempt.Outcome == SendOutcome.Acked).ToArray();
            var refusals = message.Where(attempt => attempt.Outcome == SendOutcome.Refused).ToArray();
            var stored = messages.Find(message.Key.User, message.Key.ClientId);
            verdict.Unknown += message.Any(attempt => attempt.Outcome == SendOutcome.Unknown) ? 1 : 0;
            if (acks.Length > 0)
            {
                verdict.Acked++;
                Check(acks, stored, verdict);
            }
            else if (refusals.Length == 0)
            {
                verdict.Add(Fault.Unresolved, $"no answer ever came for {message.Last()}");
            }

            if (refusals.Length > 0 && (stored is not null || acks.Length > 0))
            {
                verdict.Add(Fault.Leaked, $"refused and stored: {refusals[0]}, {stored}");
            }
        }
    }

    private static void Check(SendAttempt[] acks, StoredMessage? stored, Verdict verdict)
    {
        if (stored is null)
        {
            verdict.Add(Fault.Lost, $"acknowledged and not stored: {acks[0]}");
            return;
        }

        // A client that was told no place still was told that the message is stored.
        acks = [.. acks.Where(ack => ack.MessageId != 0)];
        if (acks.Length == 0)
        {
            return;
        }

        if (acks.Select(ack => (ack.Sequence, ack.MessageId)).Distinct().Skip(1).Any())
        {
            verdict.Add(Fault.Doubled, $"acknowledged as two messages: {string.Join(" and ", acks.Select(ack => $"{ack.Sequence} ({ack.MessageId}) to {ack.Actor}"))}");
            return;
        }

        var first = acks[0];
        if (stored.Conversation != first.Conversation || stored.Sequence != first.Sequence || stored.Id != first.MessageId)
        {
            verdict.Add(Fault.Lost, $"acknowledged otherwise than it is stored: {first}, {stored}");
        }
    }
}
