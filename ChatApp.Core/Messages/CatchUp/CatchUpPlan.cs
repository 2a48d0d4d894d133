using ChatApp.Core.Conversations;

namespace ChatApp.Core.Messages.CatchUp;

/// <summary>Shares an answer's room between conversations. Sequences have no gaps, so what is missing is known without reading it.</summary>
internal static class CatchUpPlan
{
    /// <summary>What a member misses after a cursor.</summary>
    public static IReadOnlyList<SequenceRange> Missing(Membership member, long after)
        => [.. member.Visible.Select(stay => stay.Within(after + 1, long.MaxValue)).Where(range => range.Length > 0)];

    /// <summary>How many messages each conversation gets: a small backlog all of its own, large ones the same share of the rest.</summary>
    /// <param name="missing">How many each one misses.</param>
    /// <param name="room">How many there may be together.</param>
    public static long[] Share(IReadOnlyList<long> missing, int room)
    {
        var shares = new long[missing.Count];
        var left = (long)room;
        var waiting = missing.Count;

        // The smallest first: what it leaves of an even share is for the others.
        foreach (var place in Enumerable.Range(0, missing.Count).OrderBy(place => missing[place]))
        {
            // Rounded up while there is room, so that at least the first few get on when there are more conversations than messages.
            shares[place] = Math.Min(missing[place], Math.Min(left, (left + waiting - 1) / waiting));
            left -= shares[place];
            waiting--;
        }

        return shares;
    }

    /// <summary>The first so many sequences of a member's missing ranges.</summary>
    public static IReadOnlyList<SequenceRange> First(IReadOnlyList<SequenceRange> missing, long count)
    {
        var first = new List<SequenceRange>();
        foreach (var range in missing)
        {
            if (count <= 0)
            {
                break;
            }

            var part = range.Within(range.From, range.From + count - 1);
            first.Add(part);
            count -= part.Length;
        }

        return first;
    }
}
