using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Search;

/// <summary>Finds messages in a person's conversations, and nothing that the person may not read.</summary>
public sealed class SearchService(ConversationAccess access, ISearchIndex index, IMessageMarkStore marks, TimeProvider clock)
{
    /// <summary>A page of what was found, the newest first.</summary>
    /// <returns>
    /// The page; or <see cref="ErrorCode.InvalidRequest"/> for a limit out of range or nothing to look for,
    /// <see cref="ErrorCode.NotFound"/> for a conversation that is not the person's.
    /// </returns>
    public async Task<Outcome<SearchPage>> SearchAsync(UserId user, SearchQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var kinds = query.Kinds ?? [];
        if (query.Limit is < 1 or > SearchLimits.MaxPage || !kinds.All(Enum.IsDefined))
        {
            return ErrorCode.InvalidRequest;
        }

        var memberships = await MembershipsAsync(user, query.In, cancellationToken);
        if (memberships.Refusal is { } refusal)
        {
            return refusal;
        }

        // No message is as long: there is nothing to find, and nothing wrong with asking.
        if (query.Text.Length > MessageLimits.MaxText)
        {
            return new SearchPage([], Next: null);
        }

        var matcher = new SearchMatcher(query);
        if (!matcher.HasText && kinds.Count == 0 && !query.Links && query.From is null)
        {
            return ErrorCode.InvalidRequest;
        }

        var page = await new SearchWalk(index, Filter(user, query, kinds, matcher), matcher, memberships.Value, query.Limit).RunAsync(cancellationToken);
        return page with { Messages = await marks.AddAsync(user, page.Messages, cancellationToken) };
    }

    private async Task<Outcome<IReadOnlyList<Membership>>> MembershipsAsync(UserId user, ConversationTarget? only, CancellationToken cancellationToken)
    {
        if (only is not { } target)
        {
            return Outcome.Of(await access.ReadAllAsync(user, cancellationToken));
        }

        var membership = await access.ReadAsync(user, target, cancellationToken);
        return membership.Refusal is { } refusal ? refusal : Outcome.Of<IReadOnlyList<Membership>>([membership.Value]);
    }

    private SearchFilter Filter(UserId user, SearchQuery query, IReadOnlyCollection<MessageKind> kinds, SearchMatcher matcher)
    {
        // Ids are made just before the commit, on clocks that may differ a little.
        var end = IdGenerator.FirstOf(clock.GetUtcNow().AddDays(1)).Value;
        var until = query.Until is { } moment ? Math.Min(end, IdGenerator.FirstOf(Clamp(moment)).Value) : end;
        return new SearchFilter(
            user,
            matcher.Terms,
            kinds,
            query.Links,
            query.From,
            query.Since is { } since ? Math.Max(0, IdGenerator.FirstOf(Clamp(since)).Value) : 0,
            Math.Max(0, Math.Min(until, query.Before?.Value ?? long.MaxValue)));
    }

    // A moment that no id can stand for is before or after all of them.
    private static DateTimeOffset Clamp(DateTimeOffset moment)
    {
        var first = IdGenerator.TimeOf(new MessageId(0));
        return moment < first ? first : moment > first.AddYears(60) ? first.AddYears(60) : moment;
    }
}
