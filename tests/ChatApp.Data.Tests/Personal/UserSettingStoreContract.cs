using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using Xunit;

namespace ChatApp.Data.Tests.Personal;

/// <summary>What every store of people's settings does.</summary>
public abstract class UserSettingStoreContract
{
    private const int Room = 100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_grow_per_person_and_what_did_not_change_keeps_its_own()
    {
        var (store, alice, bob) = await CreateAsync();

        var first = await store.SaveAsync(alice, [new(2, string.Empty, "1"), new(14, "carol", "1")], Room, Token);
        var same = await store.SaveAsync(alice, [new(2, string.Empty, "1")], Room, Token);
        var second = await store.SaveAsync(alice, [new(2, string.Empty, "0"), new(14, "carol", "1")], Room, Token);
        var his = await store.SaveAsync(bob, [new(2, string.Empty, "1")], Room, Token);

        Assert.Equal([1L, 2L], first.Value.Select(setting => setting.Version));
        Assert.Empty(same.Value);
        Assert.Equal([new UserSetting(2, string.Empty, "0", 3)], second.Value);
        Assert.Equal(1, Assert.Single(his.Value).Version);
    }

    [Fact]
    public async Task The_last_of_two_with_the_same_key_counts_and_switching_off_what_was_never_on_is_nothing()
    {
        var (store, alice, _) = await CreateAsync();

        var saved = await store.SaveAsync(
            alice, [new(26, "g", "old"), new(26, "g", "new"), new(1, "1-0-g", string.Empty), new(5, "g", "0")], Room, Token);

        Assert.Equal([new UserSetting(26, "g", "new", 1)], saved.Value);
    }

    [Fact]
    public async Task Changes_come_in_pages_in_the_order_they_were_made_each_setting_once()
    {
        var (store, alice, _) = await CreateAsync();
        for (var i = 0; i < 5; i++)
        {
            await store.SaveAsync(alice, [new(14, $"u{i}", "1")], Room, Token);
        }

        await store.SaveAsync(alice, [new(14, "u1", string.Empty)], Room, Token);
        var first = await store.ListChangesAsync(alice, since: 0, full: false, limit: 3, Token);
        var second = await store.ListChangesAsync(alice, first.Version, full: false, limit: 3, Token);
        var third = await store.ListChangesAsync(alice, second.Version, full: false, limit: 3, Token);

        Assert.Equal(["u0", "u2", "u3"], first.Settings.Select(setting => setting.Key));
        Assert.Equal([("u4", "1"), ("u1", string.Empty)], second.Settings.Select(setting => (setting.Key, setting.Value)));
        Assert.Equal((true, false, false), (first.HasMore, second.HasMore, third.HasMore));
        Assert.Empty(third.Settings);
        Assert.Equal(6, third.Version);
    }

    [Fact]
    public async Task Many_devices_that_write_at_once_get_versions_without_gap_or_double()
    {
        var (store, alice, _) = await CreateAsync();

        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.SaveAsync(alice, [new(14, $"u{i}", "1"), new(6, $"g{i}", "1")], Room, Token)));

        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), saved.SelectMany(one => one.Value).Select(setting => setting.Version).Order());
    }

    [Fact]
    public async Task Over_the_limit_what_is_off_makes_room_and_devices_that_knew_less_begin_anew()
    {
        var (store, alice, _) = await CreateAsync();
        await store.SaveAsync(alice, [new(14, "a", "1"), new(14, "b", "1"), new(14, "c", "1")], maxSettings: 3, Token);

        var full = await store.SaveAsync(alice, [new(14, "d", "1")], maxSettings: 3, Token);
        await store.SaveAsync(alice, [new(14, "a", string.Empty)], maxSettings: 3, Token);
        var fits = await store.SaveAsync(alice, [new(14, "d", "1")], maxSettings: 3, Token);

        Assert.Equal(ErrorCode.QuotaExceeded, full.Refusal);
        Assert.Null(fits.Refusal);
        Assert.True((await store.ListChangesAsync(alice, since: 3, full: false, 10, Token)).Reset);
        var anew = await store.ListChangesAsync(alice, since: 0, full: true, limit: 2, Token);
        var rest = await store.ListChangesAsync(alice, anew.Version, full: true, limit: 2, Token);
        Assert.Equal(["b", "c", "d"], anew.Settings.Concat(rest.Settings).Select(setting => setting.Key));
        Assert.False(anew.Reset || rest.Reset);
        Assert.False((await store.ListChangesAsync(alice, rest.Version, full: false, 10, Token)).Reset);
    }

    [Fact]
    public async Task A_device_that_knows_of_the_future_begins_anew()
    {
        var (store, alice, _) = await CreateAsync();
        await store.SaveAsync(alice, [new(2, string.Empty, "1")], Room, Token);

        Assert.True((await store.ListChangesAsync(alice, since: 99, full: false, 10, Token)).Reset);
    }

    [Fact]
    public async Task An_update_sees_what_is_and_writes_only_what_differs()
    {
        var (store, alice, _) = await CreateAsync();

        var made = (await store.UpdateAsync(alice, 19, "0-0-x", present => present is null ? "one" : "wrong", Room, Token)).Value;
        var same = (await store.UpdateAsync(alice, 19, "0-0-x", present => present!.Value, Room, Token)).Value;
        var next = (await store.UpdateAsync(alice, 19, "0-0-x", present => present!.Value + "!", Room, Token)).Value;
        var none = (await store.UpdateAsync(alice, 19, "0-0-y", _ => string.Empty, Room, Token)).Value;

        Assert.Equal((new UserSetting(19, "0-0-x", "one", 1), true), made);
        Assert.Equal((new UserSetting(19, "0-0-x", "one", 1), false), same);
        Assert.Equal((new UserSetting(19, "0-0-x", "one!", 2), true), next);
        Assert.Equal((new UserSetting(19, "0-0-y", string.Empty, 0), false), none);
        Assert.Equal("one!", (await store.FindAsync(alice, 19, "0-0-x", Token))!.Value);
        Assert.Null(await store.FindAsync(alice, 19, "0-0-y", Token));
    }

    [Fact]
    public async Task Parallel_updates_lose_nothing()
    {
        var (store, alice, _) = await CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => store.UpdateAsync(alice, 16, "k", present => (present?.Value ?? string.Empty) + "x", Room, Token)));

        Assert.Equal(new string('x', 15), (await store.FindAsync(alice, 16, "k", Token))!.Value);
    }

    [Fact]
    public async Task The_list_holds_what_is_on_but_for_one_scope()
    {
        var (store, alice, _) = await CreateAsync();
        await store.SaveAsync(alice, [new(2, string.Empty, "1"), new(19, "0-0-x", "draft"), new(14, "a", "1")], Room, Token);
        await store.SaveAsync(alice, [new(14, "a", string.Empty)], Room, Token);

        Assert.Equal([2], (await store.ListAsync(alice, exceptScope: 19, Token)).Select(setting => setting.Scope));
    }

    protected abstract Task<(IUserSettingStore Store, UserId Alice, UserId Bob)> CreateAsync();
}
