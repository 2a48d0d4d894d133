using ChatApp.Core.Kernel;

namespace ChatApp.Core.Delivery;

/// <summary>The feeds that follow one conversation, or belong to one person.</summary>
internal sealed class FeedSet
{
    // Held while feeds are told: when Remove returns, nothing that was published later can reach the feed any more.
    private readonly Lock _gate = new();
    private readonly List<LiveFeed> _feeds = [];

    public bool Add(LiveFeed feed)
    {
        lock (_gate)
        {
            if (!_feeds.Contains(feed))
            {
                _feeds.Add(feed);
            }

            return _feeds.Count == 1;
        }
    }

    public bool Remove(LiveFeed feed)
    {
        lock (_gate)
        {
            return _feeds.Remove(feed) && _feeds.Count == 0;
        }
    }

    public void Offer(FeedItem item, Func<LiveFeed, bool>? only = null)
    {
        lock (_gate)
        {
            foreach (var feed in _feeds)
            {
                if (only is null || only(feed))
                {
                    feed.Offer(item);
                    FaultPoints.Hit(FaultPoints.DuringFanOut);
                }
            }
        }
    }

    public LiveFeed[] ToArray()
    {
        lock (_gate)
        {
            return [.. _feeds];
        }
    }
}
