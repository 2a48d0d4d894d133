using ChatApp.Checker.History;

namespace ChatApp.Checker.Judging;

/// <summary>Finds when people were certainly out of a group, by the clock alone: the database's own word for it is not asked.</summary>
internal static class Absences
{
    public static ILookup<(string Conversation, string User), Absence> Of(IReadOnlyList<MemberChange> changes)
        => changes
            .GroupBy(change => (change.Conversation, change.User))
            .SelectMany(group => Of([.. group.OrderBy(change => change.Invoked)]), (group, absence) => (group.Key, absence))
            .ToLookup(entry => entry.Key, entry => entry.absence);

    private static IEnumerable<Absence> Of(MemberChange[] changes)
    {
        for (var i = 0; i < changes.Length; i++)
        {
            if (changes[i] is { Joined: false, Known: true } removal)
            {
                var next = changes.Skip(i + 1).FirstOrDefault(change => change.Joined);
                yield return new Absence(removal.Completed, next?.Invoked ?? long.MaxValue);
            }
        }
    }
}
