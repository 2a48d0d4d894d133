using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using ChatApp.Testing;
using Xunit;

namespace ChatApp.Data.Tests.Audit;

/// <summary>What every store of the audit log does.</summary>
public abstract class AuditStoreContract
{
    private static readonly UserId Root = new("root");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_come_back_as_they_were_written_in_a_whole_chain()
    {
        var store = await CreateAsync();
        var log = new AuditLog(store, new ManualClock());

        var written = await log.RecordAsync(Root, "word.add", "word:1", new { Text = "赌博 \"quoted\"" }, "because", Cancellation);
        await log.RecordAsync(Root, "word.remove", "word:1", new { }, reason: null, Cancellation);

        var read = (await store.ReadAfterAsync(0, 10, Cancellation))[0];
        Assert.Equal(written.What, read.What);
        Assert.Equal(written.Hash, read.Hash);
        Assert.Equal("{\"text\":\"赌博 \\\"quoted\\\"\"}", read.What.Details);
        Assert.Equal(new AuditCheck(VerifiedTo: 2, BrokenAt: null), await log.VerifyAsync(Cancellation));
    }

    [Fact]
    public async Task Entries_written_side_by_side_make_one_chain_without_a_gap()
    {
        var store = await CreateAsync();
        var log = new AuditLog(store, TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => log.RecordAsync(Root, "word.add", $"word:{i}", new { i }, null, Cancellation)));

        Assert.Equal(new AuditCheck(VerifiedTo: 16, BrokenAt: null), await log.VerifyAsync(Cancellation));
        Assert.Equal(Enumerable.Range(1, 16).Select(i => (long)i), (await store.ReadAfterAsync(0, 100, Cancellation)).Select(entry => entry.Id));
    }

    [Fact]
    public async Task Filters_narrow_and_a_feature_stands_for_all_its_actions()
    {
        var store = await CreateAsync();
        var log = new AuditLog(store, new ManualClock());
        await log.RecordAsync(Root, "word.add", "word:1", new { }, null, Cancellation);
        await log.RecordAsync(new UserId("mia"), "words.add", "word:2", new { }, null, Cancellation);
        await log.RecordAsync(Root, "user.suspend", "user:bob", new { }, null, Cancellation);

        Assert.Equal([1L], await IdsAsync(log, new AuditFilter(Action: "word")));
        Assert.Equal([3L], await IdsAsync(log, new AuditFilter(Action: "user.suspend")));
        Assert.Equal([3L, 1L], await IdsAsync(log, new AuditFilter(Actor: Root)));
        Assert.Equal([2L], await IdsAsync(log, new AuditFilter(Target: "word:2")));
        Assert.Equal([2L, 1L], (await log.ListAsync(new AuditFilter(), before: 3, 10, Cancellation)).Select(entry => entry.Id));
    }

    protected abstract Task<IAuditStore> CreateAsync();

    private static async Task<IEnumerable<long>> IdsAsync(AuditLog log, AuditFilter filter)
        => (await log.ListAsync(filter, before: null, 10, Cancellation)).Select(entry => entry.Id);
}
