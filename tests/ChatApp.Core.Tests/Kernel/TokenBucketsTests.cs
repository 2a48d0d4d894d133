using ChatApp.Core.Kernel;
using ChatApp.Testing;
using Xunit;

namespace ChatApp.Core.Tests.Kernel;

public sealed class TokenBucketsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualClock _clock = new();

    [Fact]
    public void A_key_takes_its_burst_at_once_and_then_as_many_as_come_back()
    {
        var buckets = Open(FailureMode.Open);

        Assert.Equal(60, Enumerable.Range(0, 100).Count(_ => buckets.TryTake("a", 30, 60)));
        _clock.Advance(Second / 2);
        Assert.Equal(15, Enumerable.Range(0, 100).Count(_ => buckets.TryTake("a", 30, 60)));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(60, Enumerable.Range(0, 100).Count(_ => buckets.TryTake("a", 30, 60)));
    }

    [Fact]
    public void A_key_that_is_spent_costs_another_nothing()
    {
        var buckets = Open(FailureMode.Open);
        while (buckets.TryTake("a", 5))
        {
        }

        Assert.Equal(5, Enumerable.Range(0, 100).Count(_ => buckets.TryTake("b", 5)));
    }

    [Theory]
    [InlineData(FailureMode.Open)]
    [InlineData(FailureMode.Closed)]
    public void Without_room_for_another_key_the_limiter_does_what_it_is_marked_for(FailureMode mode)
    {
        var buckets = Open(mode, maxKeys: 2);
        buckets.TryTake("a", 1);
        buckets.TryTake("b", 1);

        Assert.Equal(mode == FailureMode.Open, buckets.TryTake("c", 1));
        Assert.False(buckets.TryTake("a", 1));
    }

    [Fact]
    public void Keys_that_are_idle_make_room_and_others_keep_their_count()
    {
        var buckets = Open(FailureMode.Closed, maxKeys: 2);
        buckets.TryTake("a", 1);
        _clock.Advance(Second);
        buckets.TryTake("b", 1);

        Assert.True(buckets.TryTake("c", 1));
        Assert.False(buckets.TryTake("b", 1));
        Assert.False(buckets.TryTake("c", 1));
    }

    [Fact]
    public async Task Threads_together_take_no_more_than_there_is()
    {
        var buckets = Open(FailureMode.Open);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1_000).Count(_ => buckets.TryTake("a", 500)))));

        Assert.Equal(500, taken.Sum());
    }

    private TokenBuckets<string> Open(FailureMode mode, int maxKeys = 100) => new(new Limiter("test", mode), Second, _clock, maxKeys);
}
