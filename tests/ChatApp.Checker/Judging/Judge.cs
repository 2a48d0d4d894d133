using ChatApp.Checker.History;

namespace ChatApp.Checker.Judging;

/// <summary>Holds everything that clients did and saw against what the database has at the end.</summary>
public static class Judge
{
    /// <summary>Finds every broken promise.</summary>
    public static Verdict Decide(CheckHistory history, StoredState stored)
    {
        var verdict = new Verdict();
        var messages = new MessageIndex(stored.Messages, verdict);
        SendRules.Apply(history.Sends, messages, verdict);
        OrderRules.Apply(history.Sends, messages, verdict);
        var stretches = stored.Stretches.ToLookup(stretch => (stretch.Conversation, stretch.User));
        var sends = history.Sends.ToLookup(attempt => attempt.ClientId);
        var absences = Absences.Of(history.MemberChanges);
        foreach (var actor in history.Actors)
        {
            ReaderRules.Apply(actor, sends, messages, stretches, verdict);
            LeakRules.Apply(actor, sends, stretches, absences, verdict);
        }

        foreach (var unread in stored.Unread.Where(unread => unread.Told != unread.Counted))
        {
            verdict.Add(Fault.WrongUnread, $"{unread.User} is told of {unread.Told} unread in {unread.Conversation}; a recount gives {unread.Counted}");
        }

        return verdict;
    }
}
