using ChatApp.Checker.History;

namespace ChatApp.Checker.Judging;

/// <summary>P5: nobody gets what was written while they were not there, by the database's stretches and, independently, by the clock.</summary>
internal static class LeakRules
{
    public static void Apply(
        ActorRecord actor,
        ILookup<Guid, SendAttempt> sends,
        ILookup<(string Conversation, string User), StoredStretch> stretches,
        ILookup<(string Conversation, string User), Absence> absences,
        Verdict verdict)
    {
        foreach (var receipt in actor.Receipts)
        {
            if (!stretches[(receipt.Conversation, actor.User)].Any(stretch => stretch.Holds(receipt.Sequence)))
            {
                verdict.Add(Fault.Leaked, $"{actor.Name} got {receipt}, which lies in no stretch that {actor.User} may read");
                continue;
            }

            if (absences[(receipt.Conversation, actor.User)].FirstOrDefault(absence => WasSentIn(absence, sends[receipt.ClientId])) is { } absence)
            {
                verdict.Add(Fault.Leaked, $"{actor.Name} got {receipt}, which was sent while {actor.User} was out ({absence})");
            }
        }
    }

    private static bool WasSentIn(Absence absence, IEnumerable<SendAttempt> attempts)
    {
        var (begun, acked) = (long.MaxValue, long.MaxValue);
        foreach (var attempt in attempts)
        {
            begun = Math.Min(begun, attempt.Invoked);
            acked = attempt.Outcome == SendOutcome.Acked ? Math.Min(acked, attempt.Completed) : acked;
        }

        return begun > absence.From && acked < absence.To;
    }
}
