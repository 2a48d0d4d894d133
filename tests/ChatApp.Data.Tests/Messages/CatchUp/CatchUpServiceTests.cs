using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages.CatchUp;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Messages.CatchUp;

public sealed class CatchUpServiceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly People _people = new(database.DataSource);
    private readonly ServiceProvider _services = MessageServices.Build(database, TimeProvider.System);
    private UserId _alice;
    private UserId _bob;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CatchUpService Service => _services.GetRequiredService<CatchUpService>();

    public async ValueTask InitializeAsync()
    {
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task P4_one_request_brings_the_tails_of_many_conversations_and_names_those_that_are_new()
    {
        var (_, first) = await _people.AddGroupAsync(Token, _alice, _bob);
        var (_, second) = await _people.AddGroupAsync(Token, _alice, _bob);
        var (_, quiet) = await _people.AddGroupAsync(Token, _alice, _bob);
        var (_, unknownToDevice) = await _people.AddGroupAsync(Token, _alice, _bob);
        foreach (var text in new[] { "a", "b", "c" })
        {
            await _services.SendAsync(_bob, first, text);
            await _services.SendAsync(_bob, second, text);
        }

        await _services.SendAsync(_bob, unknownToDevice, "hello");

        var answer = (await Service.CatchUpAsync(_alice, [new(first, 1), new(second, 3), new(quiet, 0)], limit: 100, Token)).Value;

        var page = Assert.Single(answer.Conversations);
        Assert.Equal(first, page.Conversation);
        Assert.Equal(["b", "c"], page.Messages.Select(message => message.Text));
        Assert.Equal((3, 3, false), (page.UpTo, page.LastSequence, page.HasMore));
        var found = Assert.Single(answer.New);
        Assert.Equal((unknownToDevice, 1L, 1L), (found.Conversation, found.LastSequence, found.Unread));
        Assert.False(answer.HasMore);
    }

    [Fact]
    public async Task A02_a_conversation_that_is_not_the_persons_says_so_in_its_place_and_the_others_come()
    {
        var (_, hers) = await _people.AddGroupAsync(Token, _alice, _bob);
        var (_, theirs) = await _people.AddGroupAsync(Token, _bob);
        await _services.SendAsync(_bob, hers, "yours");
        await _services.SendAsync(_bob, theirs, "not yours");

        var answer = (await Service.CatchUpAsync(
            _alice, [new(theirs, 0), new(ConversationTarget.Group("no-such-group"), 0), new(hers, 0), new(ConversationTarget.Person(_bob), -1)], limit: 100, Token)).Value;

        Assert.Equal([ErrorCode.NotFound, ErrorCode.NotFound, null, ErrorCode.InvalidRequest], answer.Conversations.Select(page => page.Refusal));
        Assert.Equal("yours", Assert.Single(answer.Conversations.SelectMany(page => page.Messages)).Text);
    }

    [Fact]
    public async Task O11_50_000_missed_messages_come_in_bounded_pages_without_a_gap()
    {
        const int Each = 25_000;
        var conversations = new List<ConversationTarget>();
        for (var i = 0; i < 2; i++)
        {
            var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
            await _people.FillAsync(id, _bob, Each);
            conversations.Add(target);
        }

        var (_, small) = await _people.AddGroupAsync(Token, _alice, _bob);
        await _services.SendAsync(_bob, small, "do not starve");
        conversations.Add(small);
        var cursors = conversations.ToDictionary(target => target, _ => 0L);
        var requests = 0;
        bool more;
        do
        {
            var answer = (await Service.CatchUpAsync(
                _alice, [.. cursors.Select(cursor => new CatchUpCursor(cursor.Key, cursor.Value))], CatchUpLimits.MaxMessages, Token)).Value;
            Assert.InRange(answer.Conversations.Sum(page => page.Messages.Count), 1, CatchUpLimits.MaxMessages);
            foreach (var page in answer.Conversations)
            {
                Assert.Equal(
                    Enumerable.Range(1, page.Messages.Count).Select(i => cursors[page.Conversation] + i), page.Messages.Select(message => message.Sequence));
                cursors[page.Conversation] = page.UpTo;
            }

            // The small backlog is not kept waiting by the large ones.
            Assert.Equal(1, cursors[small]);
            requests++;
            more = answer.HasMore;
        }
        while (more);

        Assert.Equal([Each, Each, 1], conversations.Select(target => cursors[target]));
        Assert.InRange(requests, 2 * Each / CatchUpLimits.MaxMessages, (2 * Each / CatchUpLimits.MaxMessages) + 1);
    }

    [Fact]
    public async Task More_conversations_than_room_all_come_in_the_end()
    {
        var cursors = new Dictionary<ConversationTarget, long>();
        for (var i = 0; i < 7; i++)
        {
            var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
            await _people.FillAsync(id, _bob, count: 2);
            cursors[target] = 0;
        }

        for (var round = 0; round < 5; round++)
        {
            var answer = (await Service.CatchUpAsync(_alice, [.. cursors.Select(cursor => new CatchUpCursor(cursor.Key, cursor.Value))], limit: 3, Token)).Value;
            foreach (var page in answer.Conversations)
            {
                cursors[page.Conversation] = page.UpTo;
            }

            Assert.Equal(round < 4, answer.HasMore);
        }

        Assert.All(cursors.Values, upTo => Assert.Equal(2, upTo));
    }

    [Fact]
    public async Task P5_who_came_back_catches_up_over_the_gap_and_never_into_it()
    {
        var groups = _services.GetRequiredService<IGroupStore>();
        var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
        await _people.FillAsync(id, _alice, count: 3);
        await groups.RemoveMemberAsync(id, _bob, DateTimeOffset.UnixEpoch, Token);
        await _people.FillAsync(id, _alice, count: 3);
        await groups.AddMembersAsync(id, [_bob], 100, DateTimeOffset.UnixEpoch, Token);
        await _people.FillAsync(id, _alice, count: 3);

        var all = Assert.Single((await Service.CatchUpAsync(_bob, [new(target, 0)], limit: 100, Token)).Value.Conversations);
        var first = Assert.Single((await Service.CatchUpAsync(_bob, [new(target, 1)], limit: 3, Token)).Value.Conversations);
        var fromGap = Assert.Single((await Service.CatchUpAsync(_bob, [new(target, 5)], limit: 100, Token)).Value.Conversations);

        Assert.Equal([1, 2, 3, 7, 8, 9], all.Messages.Select(message => message.Sequence));
        Assert.Equal([2, 3, 7], first.Messages.Select(message => message.Sequence));
        Assert.Equal((7, true), (first.UpTo, first.HasMore));
        Assert.Equal([7, 8, 9], fromGap.Messages.Select(message => message.Sequence));
    }

    [Fact]
    public async Task What_a_person_deleted_for_themselves_is_passed_over()
    {
        var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
        await _people.FillAsync(id, _bob, count: 3);
        await _people.RunAsync("insert into hidden_messages (user_id, conversation_id, sequence) values ($1, $2, 3), ($1, $2, 2)", Token, _alice.Value, id.Value);

        var page = Assert.Single((await Service.CatchUpAsync(_alice, [new(target, 0)], limit: 100, Token)).Value.Conversations);

        Assert.Equal([1], page.Messages.Select(message => message.Sequence));
        Assert.Equal((3, false), (page.UpTo, page.HasMore));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(CatchUpLimits.MaxMessages + 1, 1)]
    [InlineData(10, CatchUpLimits.MaxCursors + 1)]
    public async Task Requests_beyond_the_limits_are_refused(int limit, int cursors)
    {
        var asked = Enumerable.Range(0, cursors).Select(i => new CatchUpCursor(ConversationTarget.Group($"g{i}"), 0)).ToList();

        Assert.Equal(ErrorCode.InvalidRequest, (await Service.CatchUpAsync(_alice, asked, limit, Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await Service.CatchUpAsync(_alice, [asked[0], asked[0]], limit: 10, Token)).Refusal);
    }
}
