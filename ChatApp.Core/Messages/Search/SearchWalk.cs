using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;

namespace ChatApp.Core.Messages.Search;

/// <summary>One search: walks the trails of all conversations from the newest to older ones, until a page is full.</summary>
internal sealed class SearchWalk(ISearchIndex index, SearchFilter filter, SearchMatcher matcher, IReadOnlyList<Membership> memberships, int limit)
{
    private const int FirstTrails = 4;
    private const int MostTrails = 64;

    private readonly Dictionary<ConversationId, Membership> _memberships = memberships.ToDictionary(member => member.Conversation);
    private readonly List<Message> _found = [];
    private readonly PriorityQueue<Stream, long> _streams = new();
    private int _each = FirstTrails;
    private long _read;

    public async Task<SearchPage> RunAsync(CancellationToken cancellationToken)
    {
        await OpenAsync([.. memberships.Select(member => new SearchScope(member.Conversation, member.Visible[0].From, member.LastVisible)).Where(scope => scope.To >= scope.From)], cancellationToken);
        for (var width = FirstTrails; ; width = Math.Min(width * 2, MostTrails))
        {
            if (await NextAsync(width, cancellationToken) is not { Count: > 0 } trails)
            {
                return Page(next: null);
            }

            // What is older than a full page needs not be read: blocks of many conversations lie beside each other in time.
            var messages = await index.ReadAsync(trails, filter with { FirstId = Math.Max(filter.FirstId, Floor()) }, cancellationToken);
            _read += trails.Sum(trail => trail.To - trail.From + 1);
            _found.AddRange(messages.Where(message => _memberships[message.Conversation].MaySee(message.Sequence) && matcher.Matches(message.Text)));
            var bound = _streams.TryPeek(out _, out var newest) ? -newest : -1;
            if (IsFull(bound))
            {
                return Page(next: _found[limit - 1].Id);
            }

            if (_read >= SearchLimits.MaxRead && bound >= 0)
            {
                // What is above the bound is complete; the next page begins there, if the bound is not where this one began.
                _found.RemoveAll(message => message.Id.Value < bound);
                if (bound < filter.BeforeId - 1)
                {
                    return Page(new MessageId(bound + 1));
                }
            }
        }
    }

    private long Floor()
    {
        if (_found.Count <= limit)
        {
            return 0;
        }

        _found.Sort((left, right) => right.Id.Value.CompareTo(left.Id.Value));
        return _found[limit].Id.Value;
    }

    // Nothing that was not read yet is newer than the last of the page, and at least one more was found.
    private bool IsFull(long bound)
    {
        if (_found.Count <= limit)
        {
            return false;
        }

        _found.Sort((left, right) => right.Id.Value.CompareTo(left.Id.Value));
        return _found[limit - 1].Id.Value > bound;
    }

    private SearchPage Page(MessageId? next)
    {
        _found.Sort((left, right) => right.Id.Value.CompareTo(left.Id.Value));
        return _found.Count > limit ? new SearchPage(_found[..limit], _found[limit - 1].Id) : new SearchPage([.. _found], next);
    }

    private async Task<List<SearchTrail>> NextAsync(int width, CancellationToken cancellationToken)
    {
        var trails = new List<SearchTrail>(width);
        var empty = new List<SearchScope>();
        while (trails.Count < width && _streams.TryDequeue(out var stream, out _))
        {
            if (stream.Trails.TryDequeue(out var trail))
            {
                trails.Add(trail);
                Enqueue(stream, trail.LastId);
            }
            else
            {
                empty.Add(stream.Rest!);
            }

            // A conversation whose known trails are used up is asked again only when its turn has come.
            if (empty.Count > 0 && (trails.Count == width || !_streams.TryPeek(out var next, out _) || next.Trails.Count > 0))
            {
                _each = Math.Min(_each * 4, MostTrails);
                await OpenAsync(empty, cancellationToken);
                empty.Clear();
            }
        }

        return trails;
    }

    private async Task OpenAsync(List<SearchScope> scopes, CancellationToken cancellationToken)
    {
        if (scopes.Count == 0)
        {
            return;
        }

        var opened = await index.FindAsync(scopes, filter, _each, cancellationToken);
        foreach (var (scope, (trails, hasMore)) in scopes.Zip(opened))
        {
            var rest = hasMore ? scope with { To = trails[^1].From - 1 } : null;
            Enqueue(new Stream(new Queue<SearchTrail>(trails), rest is { } left && left.To >= left.From ? left : null), trails.Count > 0 ? trails[^1].LastId : 0);
        }
    }

    // What a conversation may still have is not newer than its next trail, or than the last one that was taken from it.
    private void Enqueue(Stream stream, long lastTaken)
    {
        if (stream.Trails.TryPeek(out var next))
        {
            _streams.Enqueue(stream, -next.LastId);
        }
        else if (stream.Rest is not null)
        {
            _streams.Enqueue(stream, -lastTaken);
        }
    }

    private sealed record Stream(Queue<SearchTrail> Trails, SearchScope? Rest);
}
