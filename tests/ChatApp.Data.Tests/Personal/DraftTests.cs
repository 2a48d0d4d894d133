using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Personal;

public sealed class DraftTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private PersonalBench _bench = null!;
    private DraftService _drafts = null!;
    private ConversationTarget _chat;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await PersonalBench.CreateAsync(database);
        _drafts = _bench.Get<DraftService>();
        _chat = (await _bench.OpenAsync(_bench.Alice, _bench.Bob)).Target;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_draft_is_the_same_on_every_device_and_stands_in_the_list()
    {
        var saved = await SaveAsync("你好，“世界”", replyTo: 7, known: 0);

        Assert.Equal(saved with { Others = [] }, (await _drafts.GetAsync(_bench.Alice, _chat, Token)).Value with { Others = [] });
        Assert.Equal(7, saved.ReplyTo);
        var row = await _bench.RowAsync(_bench.Alice, _chat);
        Assert.Equal(("你好，“世界”", saved.Version), (row.Draft, row.DraftVersion));
        var told = Assert.Single(_bench.Delivery.Events.OfType<SettingEvent>()).Settings;
        Assert.Equal(saved.Version, Assert.Single(told).Version);
    }

    [Fact]
    public async Task O12_two_devices_that_type_at_once_keep_both_texts()
    {
        var known = (await SaveAsync("both knew this", known: 0)).Version;
        var phone = await SaveAsync("from the phone", known: known);

        var browser = await SaveAsync("from the browser", known: known);

        Assert.Equal(("from the browser", "from the phone"), (browser.Text, Assert.Single(browser.Others)));
        var goesOn = await SaveAsync("from the browser and on", known: browser.Version);
        Assert.Equal(["from the phone"], goesOn.Others);
        var third = await SaveAsync("from a third", known: phone.Version);
        Assert.Equal(["from the browser and on", "from the phone"], third.Others);
    }

    [Fact]
    public async Task O12_a_device_that_sent_its_text_does_not_clear_what_another_typed()
    {
        var known = (await SaveAsync("see you", known: 0)).Version;
        await SaveAsync("see you tomorrow", known: known);

        var cleared = await SaveAsync(string.Empty, known: known);

        Assert.Equal("see you tomorrow", cleared.Text);
    }

    [Fact]
    public async Task What_another_device_typed_stays_until_it_is_taken_or_dropped()
    {
        var known = (await SaveAsync("a", known: 0)).Version;
        await SaveAsync("b", known: known);
        var both = await SaveAsync("c", known: known);

        var empty = await SaveAsync(string.Empty, known: both.Version);
        Assert.Equal((string.Empty, "b"), (empty.Text, Assert.Single(empty.Others)));

        var taken = (await _drafts.SaveAsync(_bench.Alice, _chat, new DraftChange("b", null, empty.Version, DropOthers: true), Token)).Value;
        Assert.Equal("b", taken.Text);
        Assert.Empty(taken.Others);
    }

    [Fact]
    public async Task An_empty_draft_leaves_nothing_in_the_list()
    {
        var saved = await SaveAsync("x", known: 0);
        await SaveAsync(string.Empty, known: saved.Version);

        Assert.Null((await _bench.RowAsync(_bench.Alice, _chat)).Draft);
    }

    [Fact]
    public async Task A_draft_may_be_as_long_as_a_setting_and_no_longer()
    {
        var room = UserSettingLimits.MaxValue - """{"text":""}""".Length;

        Assert.Null((await _drafts.SaveAsync(_bench.Alice, _chat, new DraftChange(new string('长', room), null, 0), Token)).Refusal);
        Assert.Equal(
            ErrorCode.BodyTooLarge, (await _drafts.SaveAsync(_bench.Alice, _chat, new DraftChange(new string('长', room + 1), null, 0), Token)).Refusal);
        Assert.Equal(room, (await _drafts.GetAsync(_bench.Alice, _chat, Token)).Value.Text.Length);
    }

    [Fact]
    public async Task Who_keeps_drafts_on_the_device_is_refused_and_strangers_see_nothing()
    {
        var carol = await _bench.People.AddAsync("carol", Token);
        Assert.Equal(ErrorCode.NotFound, (await _drafts.GetAsync(carol, ConversationTarget.Group("none"), Token)).Refusal);

        await _bench.Get<UserSettingService>().SetAsync(_bench.Alice, [new(SettingScopes.DraftSyncOff, string.Empty, "1")], Token);
        Assert.Equal(ErrorCode.Forbidden, (await _drafts.SaveAsync(_bench.Alice, _chat, new DraftChange("x", null, 0), Token)).Refusal);
    }

    private async Task<Draft> SaveAsync(string text, long known, long? replyTo = null)
        => (await _drafts.SaveAsync(_bench.Alice, _chat, new DraftChange(text, replyTo, known), Token)).Value;
}
