using ChatApp.Core.Kernel;
using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Data.Tests.Moderation;

/// <summary>What every store of hits does.</summary>
public abstract class SensitiveHitStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hit_comes_back_with_an_id()
    {
        var store = await CreateAsync();
        var hit = Hit("casino", "alice") with { Conversation = new ConversationId(7), Original = "a casino 😀" };

        var stored = Assert.Single(await store.AddAsync([hit], Cancellation));

        Assert.True(stored.Id > 0);
        Assert.Equal(hit with { Id = stored.Id }, await store.FindAsync(stored.Id, Cancellation));
        Assert.Null(await store.FindAsync(stored.Id + 1, Cancellation));
    }

    [Fact]
    public async Task The_newest_hits_come_first_and_pages_follow_one_another()
    {
        var store = await CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            await store.AddAsync([Hit($"w{i}", "alice")], Cancellation);
        }

        var first = await store.ListAsync(new HitFilter(), before: null, 2, Cancellation);
        var second = await store.ListAsync(new HitFilter(), first[^1].Id, 2, Cancellation);
        var third = await store.ListAsync(new HitFilter(), second[^1].Id, 2, Cancellation);

        Assert.Equal(["w4", "w3", "w2", "w1", "w0"], first.Concat(second).Concat(third).Select(hit => hit.Word));
    }

    [Fact]
    public async Task Filters_narrow()
    {
        var store = await CreateAsync();
        await store.AddAsync([Hit("casino", "alice"), Hit("casino", "bob") with { Action = WordAction.Flag }, Hit("dice", "alice")], Cancellation);

        Assert.Equal(2, (await store.ListAsync(new HitFilter(Word: "casino"), null, 10, Cancellation)).Count);
        Assert.Equal(2, (await store.ListAsync(new HitFilter(Author: new UserId("alice")), null, 10, Cancellation)).Count);
        Assert.Equal("bob", Assert.Single(await store.ListAsync(new HitFilter(Action: WordAction.Flag), null, 10, Cancellation)).Author.Value);
    }

    [Fact]
    public async Task Hits_are_counted_since_a_moment()
    {
        var store = await CreateAsync();
        await store.AddAsync(
            [Hit("a", "x") with { WordId = 1 }, Hit("a", "x") with { WordId = 1, At = Now.AddDays(-8) }, Hit("b", "x") with { WordId = 2 }], Cancellation);

        var counts = await store.CountAsync([1, 3], Now.AddDays(-7), Cancellation);

        Assert.Equal(1, counts[1]);
        Assert.False(counts.ContainsKey(2));
        Assert.Equal(2, await store.CountAllAsync(Now.AddDays(-7), Cancellation));
    }

    protected abstract Task<ISensitiveHitStore> CreateAsync();

    private static SensitiveHit Hit(string word, string author)
        => new(0, 1, word, WordAction.Refuse, ModerationScope.Messages, new UserId(author), null, "group:g1", $"the {word}", 4, word.Length, Now);
}
