using ChatApp.Checker.History;

namespace ChatApp.Checker.Judging;

/// <summary>P3: a message that was acknowledged before another was begun comes before it, whoever sent them and through whichever door.</summary>
internal static class OrderRules
{
    public static void Apply(IReadOnlyList<SendAttempt> sends, MessageIndex messages, Verdict verdict)
    {
        var times = sends.GroupBy(attempt => (attempt.User, attempt.ClientId)).ToDictionary(
            message => message.Key,
            message => (
                Begun: message.Min(attempt => attempt.Invoked),
                Acked: message.Where(attempt => attempt.Outcome == SendOutcome.Acked).Select(attempt => attempt.Completed).DefaultIfEmpty(long.MaxValue).Min()));
        foreach (var log in messages.ByConversation.Values)
        {
            var (latest, at) = (long.MinValue, default(StoredMessage));
            foreach (var message in log)
            {
                if (!times.TryGetValue((message.Sender, message.ClientId), out var time))
                {
                    continue;
                }

                if (time.Acked < latest)
                {
                    verdict.Add(Fault.Reordered, $"{message} was acknowledged before {at} was begun, and comes after it");
                }

                if (time.Begun > latest)
                {
                    (latest, at) = (time.Begun, message);
                }
            }
        }
    }
}
