using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Messages.Search;

namespace ChatApp.Core.Wire;

/// <summary>A search on the wire.</summary>
/// <param name="Text">What to look for; absent for any text.</param>
/// <param name="Conversation">Only this conversation.</param>
/// <param name="From">Only what this person wrote.</param>
/// <param name="Kinds">Only these kinds, by their wire names.</param>
/// <param name="Links">Only messages with a link.</param>
/// <param name="Since">Only what was stored at this moment or later.</param>
/// <param name="Until">Only what was stored before this moment.</param>
/// <param name="Before">The cursor that the page before ended with.</param>
/// <param name="Limit">How many at most; absent for 20.</param>
public sealed record WireSearch(
    string? Text = null,
    WireConversation? Conversation = null,
    string? From = null,
    IReadOnlyList<string>? Kinds = null,
    bool? Links = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    string? Before = null,
    int? Limit = null)
{
    private const int UsualPage = 20;

    /// <summary>The search it stands for, or <see cref="ErrorCode.InvalidRequest"/> for a name or a number that is none.</summary>
    public Outcome<SearchQuery> ToQuery()
    {
        var kinds = new List<MessageKind>();
        foreach (var name in Kinds ?? [])
        {
            if (!MessageKinds.TryParse(name, out var kind))
            {
                return ErrorCode.InvalidRequest;
            }

            kinds.Add(kind);
        }

        UserId from = default;
        if (From is not null && !UserId.TryParse(From, out from))
        {
            return ErrorCode.InvalidRequest;
        }

        var before = 0L;
        if (Before is not null && !long.TryParse(Before, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out before))
        {
            return ErrorCode.InvalidRequest;
        }

        return new SearchQuery(
            Text ?? string.Empty,
            Conversation?.ToTarget(),
            From is null ? null : from,
            kinds,
            Links ?? false,
            Since,
            Until,
            Before is null ? null : new MessageId(before),
            Limit ?? UsualPage);
    }
}
