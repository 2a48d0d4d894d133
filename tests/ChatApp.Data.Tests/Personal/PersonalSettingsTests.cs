using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Kernel;
using ChatApp.Core.Personal;
using ChatApp.Testing.Databases;
using Xunit;

namespace ChatApp.Data.Tests.Personal;

public sealed class PersonalSettingsTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private PersonalBench _bench = null!;
    private UserSettingService _settings = null!;
    private ConversationMarkService _marks = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await PersonalBench.CreateAsync(database);
        _settings = _bench.Get<UserSettingService>();
        _marks = _bench.Get<ConversationMarkService>();
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task What_is_kept_in_memory_follows_every_change()
    {
        var personal = _bench.Get<PersonalSettings>();
        var chat = ConversationTarget.Person(_bench.Bob);
        Assert.False((await personal.OfAsync(_bench.Alice, Token)).ReceiptsOff);

        await _settings.SetAsync(_bench.Alice, [new(13, string.Empty, "1"), new(1, SettingKeys.Of(chat), "1"), new(17, string.Empty, "1320|420")], Token);
        var view = await personal.OfAsync(_bench.Alice, Token);
        Assert.True(view.ReceiptsOff);
        Assert.True(view.IsMuted(chat, _bench.Clock.GetUtcNow()));
        Assert.False(view.IsPinned(chat));
        Assert.True(view.IsQuietAt(new DateTimeOffset(2026, 6, 1, 23, 0, 0, TimeSpan.Zero)));
        Assert.True(view.IsQuietAt(new DateTimeOffset(2026, 6, 1, 6, 59, 0, TimeSpan.Zero)));
        Assert.False(view.IsQuietAt(new DateTimeOffset(2026, 6, 1, 7, 0, 0, TimeSpan.Zero)));

        await _settings.SetAsync(_bench.Alice, [new(13, string.Empty, string.Empty)], Token);
        Assert.False((await personal.OfAsync(_bench.Alice, Token)).ReceiptsOff);
    }

    [Fact]
    public async Task A_refused_setting_keeps_all_of_a_request_from_being_set()
    {
        Assert.Equal(ErrorCode.InvalidRequest, (await _settings.SetAsync(_bench.Alice, [new(2, string.Empty, "1"), new(2, "key", "1")], Token)).Refusal);
        Assert.Equal(ErrorCode.Forbidden, (await _settings.SetAsync(_bench.Alice, [new(2, string.Empty, "1"), new(10, "PC", "x")], Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _settings.SetAsync(_bench.Alice, [], Token)).Refusal);
        Assert.Equal(
            ErrorCode.InvalidRequest,
            (await _settings.SetAsync(_bench.Alice, [.. Enumerable.Range(0, 101).Select(i => new SettingDraft(1000, $"{i}", "1"))], Token)).Refusal);

        Assert.Empty((await _settings.ChangesAsync(_bench.Alice, 0, full: false, 10, Token)).Value.Settings);
        Assert.Empty(_bench.Delivery.Events);
    }

    [Fact]
    public async Task Mute_pin_and_archive_stand_in_the_one_query_of_the_list()
    {
        var (id, chat) = await _bench.OpenAsync(_bench.Alice, _bench.Bob);
        await _bench.SendAsync(_bench.Bob, id, ConversationTarget.Person(_bench.Alice));
        var until = _bench.Clock.GetUtcNow().AddHours(8);

        Assert.Null((await _marks.SetAsync(_bench.Alice, chat, new(Muted: true, MutedUntil: until, Pinned: true, Archived: true), Token)).Refusal);

        var row = await _bench.RowAsync(_bench.Alice, chat);
        Assert.Equal((true, until, true, true), (row.Muted, row.MutedUntil!.Value, row.Pinned, row.Archived));
        var his = await _bench.RowAsync(_bench.Bob, ConversationTarget.Person(_bench.Alice));
        Assert.Equal((false, false, false), (his.Muted, his.Pinned, his.Archived));

        _bench.Clock.Advance(TimeSpan.FromHours(9));
        row = await _bench.RowAsync(_bench.Alice, chat);
        Assert.Equal((false, null), (row.Muted, row.MutedUntil));
    }

    [Fact]
    public async Task An_archived_conversation_comes_back_with_a_new_message_unless_it_is_muted()
    {
        var (id, chat) = await _bench.OpenAsync(_bench.Alice, _bench.Bob);
        var mine = ConversationTarget.Person(_bench.Alice);
        await _marks.SetAsync(_bench.Alice, chat, new(Archived: true), Token);
        Assert.True((await _bench.RowAsync(_bench.Alice, chat)).Archived);

        await _bench.SendAsync(_bench.Bob, id, mine);
        Assert.False((await _bench.RowAsync(_bench.Alice, chat)).Archived);

        await _marks.SetAsync(_bench.Alice, chat, new(Archived: true, Muted: true), Token);
        await _bench.SendAsync(_bench.Bob, id, mine);
        Assert.True((await _bench.RowAsync(_bench.Alice, chat)).Archived);

        await _marks.SetAsync(_bench.Alice, chat, new(Archived: false), Token);
        Assert.False((await _bench.RowAsync(_bench.Alice, chat)).Archived);
    }

    [Fact]
    public async Task Pinned_conversations_come_first_however_old()
    {
        var (old, _) = await _bench.OpenAsync(_bench.Alice, _bench.Bob);
        await _bench.SendAsync(_bench.Bob, old, ConversationTarget.Person(_bench.Alice));
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        var carol = await _bench.People.AddAsync("carol", Token);
        var (fresh, _) = await _bench.OpenAsync(_bench.Alice, carol);
        await _bench.SendAsync(carol, fresh, ConversationTarget.Person(_bench.Alice));
        await _marks.SetAsync(_bench.Alice, ConversationTarget.Person(_bench.Bob), new(Pinned: true), Token);

        var list = await _bench.Get<IConversationStore>().ListSummariesAsync(_bench.Alice, only: null, 10, Token);

        Assert.Equal([_bench.Bob.Value, carol.Value], list.Select(row => row.Target.Id));
    }

    [Fact]
    public async Task Who_leaves_a_group_forgets_what_was_set_for_it()
    {
        var (_, group) = await _bench.People.AddGroupAsync(Token, _bench.Alice, _bench.Bob);
        var key = SettingKeys.Of(group);
        await _settings.SetAsync(
            _bench.Bob, [new(1, key, "1"), new(3, key, "1"), new(5, group.Id, "1"), new(6, group.Id, "1"), new(26, group.Id, "Work"), new(2, string.Empty, "1")], Token);

        await _settings.ForgetGroupAsync(_bench.Bob, group.Id, Token);

        var now = (await _settings.ChangesAsync(_bench.Bob, 0, full: false, 50, Token)).Value.Settings.ToDictionary(setting => setting.Scope, setting => setting.Value);
        Assert.Equal(
            new Dictionary<int, string> { [1] = string.Empty, [2] = "1", [3] = string.Empty, [5] = "0", [6] = "0", [26] = "0" }.OrderBy(entry => entry.Key),
            now.OrderBy(entry => entry.Key));
        Assert.Equal(2, _bench.Delivery.Events.OfType<SettingEvent>().Count());
    }

    [Fact]
    public async Task A_mute_ends_in_the_future_and_not_beyond_the_limit()
    {
        var chat = (await _bench.OpenAsync(_bench.Alice, _bench.Bob)).Target;
        var now = _bench.Clock.GetUtcNow();

        Assert.Equal(ErrorCode.InvalidRequest, (await _marks.SetAsync(_bench.Alice, chat, new(), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _marks.SetAsync(_bench.Alice, chat, new(Muted: true, MutedUntil: now), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _marks.SetAsync(_bench.Alice, chat, new(MutedUntil: now.AddHours(1)), Token)).Refusal);
        var longest = now + ConversationMarkService.LongestMute;
        Assert.Null((await _marks.SetAsync(_bench.Alice, chat, new(Muted: true, MutedUntil: longest), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _marks.SetAsync(_bench.Alice, chat, new(Muted: true, MutedUntil: longest.AddMilliseconds(1)), Token)).Refusal);
    }
}
