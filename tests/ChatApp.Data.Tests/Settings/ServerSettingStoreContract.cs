using ChatApp.Core.Kernel;
using ChatApp.Core.Settings;
using Xunit;

namespace ChatApp.Data.Tests.Settings;

/// <summary>What every store of the server's settings does.</summary>
public abstract class ServerSettingStoreContract
{
    private static readonly UserId Root = new("root");
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_is_kept_until_it_goes_back_to_the_default()
    {
        var store = await CreateAsync();

        await store.SaveAsync("Messages.PerUser", "30", Root, Now, Cancellation);
        Assert.Equal("30", (await store.LoadAsync(Cancellation))["Messages.PerUser"]);

        await store.SaveAsync("Messages.PerUser", null, Root, Now, Cancellation);
        Assert.Empty(await store.LoadAsync(Cancellation));
    }

    [Fact]
    public async Task The_history_says_from_what_to_what_and_skips_what_changed_nothing()
    {
        var store = await CreateAsync();
        await store.SaveAsync("a.b", "1", Root, Now, Cancellation);
        await store.SaveAsync("a.b", "1", Root, Now, Cancellation);
        await store.SaveAsync("a.b", "2", Root, Now, Cancellation);
        await store.SaveAsync("c.d", "x", Root, Now, Cancellation);
        await store.SaveAsync("a.b", null, Root, Now, Cancellation);

        var changes = await store.ListChangesAsync("a.b", before: null, 10, Cancellation);

        Assert.Equal([("2", null), ("1", "2"), (null, "1")], changes.Select(change => (change.OldValue, change.NewValue)));
        Assert.Equal(Root, changes[0].ChangedBy);
        Assert.Equal(Now, changes[0].ChangedAt);
        Assert.Equal(4, (await store.ListChangesAsync(name: null, before: null, 10, Cancellation)).Count);
        Assert.Equal(2, (await store.ListChangesAsync("a.b", changes[0].Id, 10, Cancellation)).Count);
    }

    protected abstract Task<IServerSettingStore> CreateAsync();
}
