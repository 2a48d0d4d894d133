using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Data.Tests.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Conversations;

/// <summary>P5: who sees what of a group that people join, leave and come back to.</summary>
public sealed class MembershipIntervalTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly People _people = new(database.DataSource);
    private readonly ServiceProvider _services = MessageServices.Build(database, TimeProvider.System);
    private UserId _alice;
    private UserId _bob;
    private string _group = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GroupService Groups => _services.GetRequiredService<GroupService>();

    private ConversationTarget Target => ConversationTarget.Group(_group);

    public async ValueTask InitializeAsync()
    {
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
        _group = (await Groups.CreateAsync(_alice, "Group", [_bob], Token)).Value.Id;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task O08_who_joins_later_sees_what_is_written_from_then_on()
    {
        var carol = await _people.AddAsync("carol", Token);
        await SendAsync("before");
        await AddAsync(carol);
        await SendAsync("after");

        Assert.Equal(["after"], await TextsAsync(carol));
        Assert.Equal(2, (await RowAsync(carol)).Unread);
    }

    [Fact]
    public async Task O08_a_group_that_shows_its_history_shows_all_of_it_to_who_joins_and_nothing_of_it_is_unread()
    {
        var carol = await _people.AddAsync("carol", Token);
        await SendAsync("before");
        Assert.Null((await Groups.SetHistoryVisibleAsync(_alice, _group, visible: true, Token)).Refusal);
        await AddAsync(carol);
        await SendAsync("after");

        Assert.Equal(["before", "after"], await TextsAsync(carol));
        Assert.Equal(2, (await RowAsync(carol)).Unread);
        Assert.True((await Groups.GetAsync(carol, _group, Token)).Value.HistoryVisible);
    }

    [Fact]
    public async Task Only_the_owner_and_managers_open_the_history()
    {
        var stranger = await _people.AddAsync("stranger", Token);

        Assert.Equal(ErrorCode.Forbidden, (await Groups.SetHistoryVisibleAsync(_bob, _group, visible: true, Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await Groups.SetHistoryVisibleAsync(stranger, _group, visible: true, Token)).Refusal);
        Assert.False((await Groups.GetAsync(_bob, _group, Token)).Value.HistoryVisible);
    }

    [Fact]
    public async Task A03_who_left_sees_the_stay_and_nothing_later()
    {
        await SendAsync("before");
        await RemoveAsync(_bob);
        await SendAsync("after");

        Assert.Equal(["before"], await TextsAsync(_bob));
        Assert.False(await MaySeeLastAsync(_bob));
    }

    [Fact]
    public async Task Who_came_back_again_and_again_sees_every_stay_and_no_gap()
    {
        await SendAsync("stay 1");
        await RemoveAsync(_bob);
        await SendAsync("gap 1");
        await AddAsync(_bob);
        await SendAsync("stay 2");
        await RemoveAsync(_bob);
        await SendAsync("gap 2");
        await AddAsync(_bob);
        await SendAsync("stay 3");

        string[] expected = ["stay 1", "stay 2", "stay 3"];
        Assert.Equal(expected, await TextsAsync(_bob));
        Assert.Equal(expected, await TextsByPagesAsync(_bob, forward: true));
        Assert.Equal(expected, await TextsByPagesAsync(_bob, forward: false));
        Assert.Equal(2, (await RowAsync(_bob)).Unread);

        await RemoveAsync(_bob);
        await SendAsync("gap 3");
        Assert.Equal(expected, await TextsAsync(_bob));
    }

    [Fact]
    public async Task Who_cleared_the_history_sees_nothing_of_former_stays_either()
    {
        await SendAsync("stay 1");
        await RemoveAsync(_bob);
        await AddAsync(_bob);
        await SendAsync("stay 2");
        await _people.RunAsync(
            "update conversation_members m set cleared_sequence = c.last_sequence from conversations c where c.id = m.conversation_id and c.target = $1 and user_id = $2",
            Token,
            _group,
            _bob.Value);
        await SendAsync("new");

        Assert.Equal(["new"], await TextsAsync(_bob));
    }

    [Fact]
    public async Task The_list_shows_no_last_message_that_the_member_may_not_see()
    {
        var carol = await _people.AddAsync("carol", Token);
        await SendAsync("secret");
        await _people.RunAsync(
            """
            insert into conversation_members (conversation_id, user_id, role, joined_sequence, read_sequence, delivered_sequence, cleared_sequence, mentioned_sequence, joined_at)
            select id, $2, 0, last_sequence, last_sequence, last_sequence, 0, 0, now() from conversations where target = $1
            """,
            Token,
            _group,
            carol.Value);

        var row = await RowAsync(carol);

        Assert.Null(row.LastText);
        Assert.Equal(0, row.Unread);
    }

    private Task<Message> SendAsync(string text) => _services.SendAsync(_alice, Target, text);

    private async Task AddAsync(UserId user) => Assert.Null((await Groups.AddMembersAsync(_alice, _group, [user], Token)).Refusal);

    private async Task RemoveAsync(UserId user) => Assert.Null((await Groups.RemoveMemberAsync(_alice, _group, user, Token)).Refusal);

    private async Task<ConversationSummary> RowAsync(UserId user)
        => (await _services.GetRequiredService<ConversationService>().GetAsync(user, Target, Token)).Value;

    private async Task<bool> MaySeeLastAsync(UserId user)
    {
        var membership = (await _services.GetRequiredService<ConversationAccess>().ReadAsync(user, Target, Token)).Value;
        return membership.MaySee(membership.LastSequence);
    }

    private async Task<IEnumerable<string>> TextsAsync(UserId user) => TextsOf(await PageAsync(user, new HistoryQuery(Limit: 100)));

    private async Task<IEnumerable<string>> TextsByPagesAsync(UserId user, bool forward)
    {
        var found = new List<Message>();
        MessagePage page;
        do
        {
            page = await PageAsync(user, forward
                ? new HistoryQuery(After: found.LastOrDefault()?.Sequence ?? 0, Limit: 1)
                : new HistoryQuery(Before: found.FirstOrDefault()?.Sequence ?? long.MaxValue, Limit: 1));
            found.InsertRange(forward ? found.Count : 0, page.Messages);
        }
        while (page.HasMore);
        return TextsOf(new MessagePage(found, HasMore: false));
    }

    private async Task<MessagePage> PageAsync(UserId user, HistoryQuery query)
        => (await _services.GetRequiredService<MessageService>().HistoryAsync(user, Target, query, Token)).Value;

    private static IEnumerable<string> TextsOf(MessagePage page) => page.Messages.Where(message => message.Kind == MessageKind.Text).Select(message => message.Text);
}
