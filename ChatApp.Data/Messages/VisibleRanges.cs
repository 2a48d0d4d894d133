using ChatApp.Core.Conversations;

namespace ChatApp.Data.Messages;

/// <summary>What a member may see, as the two arrays that a query takes.</summary>
internal static class VisibleRanges
{
    /// <summary>The first and the last sequence of each stay. The present one is open: what was stored since the member was read belongs to it.</summary>
    public static (long[] First, long[] Last) Of(Membership member)
    {
        var ranges = member.Visible;
        var last = ranges.Select(range => range.To).ToArray();
        last[^1] = member.LeftSequence ?? long.MaxValue;
        return ([.. ranges.Select(range => range.From)], last);
    }
}
