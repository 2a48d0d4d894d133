using ChatApp.Core.Kernel;

namespace ChatApp.Core.Delivery;

/// <summary>The feeds that follow one conversation, or belong to one person.</summary>
internal sealed class FeedSet
{
    private const int FewReaders = 2;

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
                    feed.Put(item);
                    feed.Wake(here: false);
                    FaultPoints.Hit(FaultPoints.DuringFanOut);
                }
            }
        }
    }

    /// <summary>Tells the feeds of one message; when they are but a few, their readers may go on in this thread.</summary>
    public void OfferOne(FeedItem item)
    {
        LiveFeed? one = null;
        LiveFeed? other = null;
        lock (_gate)
        {
            if (_feeds.Count <= FewReaders)
            {
                foreach (var feed in _feeds)
                {
                    feed.Put(item);
                    FaultPoints.Hit(FaultPoints.DuringFanOut);
                    (one, other) = (feed, one);
                }
            }
            else
            {
                Offer(item);
            }
        }

        // Outside the lock: they do more than to take note.
        other?.Wake(here: true);
        one?.Wake(here: true);
    }

    public LiveFeed[] ToArray()
    {
        lock (_gate)
        {
            return [.. _feeds];
        }
    }
}
