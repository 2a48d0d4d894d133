using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.CatchUp;

/// <summary>Gives a device what it missed, of all its conversations in one request and a few queries, however many they are.</summary>
public sealed class CatchUpService(ConversationAccess access, ICatchUpReader reader, IMessageMarkStore marks)
{
    /// <summary>What a device missed.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="cursors">How far the device has each conversation, at most <see cref="CatchUpLimits.MaxCursors"/>; no conversation twice.</param>
    /// <param name="limit">How many messages at most, 1 to <see cref="CatchUpLimits.MaxMessages"/>, shared evenly between the conversations.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>
    /// The pages; a conversation that is not the person's says <see cref="ErrorCode.NotFound"/> in its own place. Or
    /// <see cref="ErrorCode.InvalidRequest"/> for a limit out of range, too many cursors, or two of one conversation.
    /// </returns>
    public async Task<Outcome<CaughtUp>> CatchUpAsync(UserId user, IReadOnlyList<CatchUpCursor> cursors, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cursors);
        if (limit is < 1 or > CatchUpLimits.MaxMessages || cursors.Count > CatchUpLimits.MaxCursors
            || cursors.DistinctBy(cursor => cursor.Conversation).Count() != cursors.Count)
        {
            return ErrorCode.InvalidRequest;
        }

        var memberships = (await access.ReadAllAsync(user, cancellationToken)).ToDictionary(member => member.Key.SeenBy(user));
        var asked = cursors.Select(cursor => Ask(cursor, memberships)).ToList();
        var behind = asked.Where(one => one.Missing.Count > 0).ToList();
        var shares = CatchUpPlan.Share([.. behind.Select(one => one.Missing.Sum(range => range.Length))], limit);
        var parts = behind.Select((one, place) => CatchUpPlan.First(one.Missing, shares[place])).ToList();
        var found = await ReadAsync(user, behind, parts, cancellationToken);
        var pages = behind.Select((one, place) => Page(one, parts[place], found)).ToDictionary(page => page.Conversation);
        var named = cursors.Select(cursor => cursor.Conversation).ToHashSet();
        var others = memberships.Values.Where(member => member.LeftSequence is null && !named.Contains(member.Key.SeenBy(user)))
            .OrderByDescending(member => member.LastMessageAt)
            .Take(CatchUpLimits.MaxNew + 1)
            .ToList();
        return new CaughtUp(
            [.. asked.Where(one => one.Refusal is not null || one.Missing.Count > 0).Select(one => pages.GetValueOrDefault(one.Cursor.Conversation) ?? Refused(one))],
            [.. others.Take(CatchUpLimits.MaxNew).Select(member => new NewConversation(member.Key.SeenBy(user), member.LastVisible, member.ReadSequence, member.Unread))],
            pages.Values.Any(page => page.HasMore) || others.Count > CatchUpLimits.MaxNew);
    }

    private static Asked Ask(CatchUpCursor cursor, Dictionary<ConversationTarget, Membership> memberships)
    {
        if (cursor.After < 0)
        {
            return new Asked(cursor, Member: null, [], ErrorCode.InvalidRequest);
        }

        return memberships.TryGetValue(cursor.Conversation, out var member)
            ? new Asked(cursor, member, CatchUpPlan.Missing(member, cursor.After), Refusal: null)
            : new Asked(cursor, Member: null, [], ErrorCode.NotFound);
    }

    private static CaughtUpConversation Refused(Asked one) => new(one.Cursor.Conversation, one.Refusal, [], one.Cursor.After, LastSequence: 0, HasMore: false);

    private static CaughtUpConversation Page(Asked one, IReadOnlyList<SequenceRange> parts, ILookup<ConversationId, Message> found)
    {
        var upTo = parts.Count == 0 ? one.Cursor.After : parts[^1].To;
        return new CaughtUpConversation(
            one.Cursor.Conversation, Refusal: null, [.. found[one.Member!.Conversation]], upTo, one.Member.LastVisible, upTo < one.Missing[^1].To);
    }

    private async Task<ILookup<ConversationId, Message>> ReadAsync(
        UserId user, List<Asked> behind, List<IReadOnlyList<SequenceRange>> parts, CancellationToken cancellationToken)
    {
        var ranges = behind.Zip(parts).SelectMany(one => one.Second.Select(part => (one.First.Member!.Conversation, part))).ToList();
        var found = ranges.Count == 0 ? [] : await reader.ReadAsync(user, ranges, cancellationToken);
        return (await marks.AddAsync(user, found, cancellationToken)).ToLookup(message => message.Conversation);
    }

    private sealed record Asked(CatchUpCursor Cursor, Membership? Member, IReadOnlyList<SequenceRange> Missing, ErrorCode? Refusal);
}
