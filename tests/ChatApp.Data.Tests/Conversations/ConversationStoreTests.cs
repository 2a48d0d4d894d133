using ChatApp.Core.Conversations;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Nodes;
using ChatApp.Core.Receipts;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Conversations;

public sealed class ConversationStoreTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly People _people = new(database.DataSource);
    private ServiceProvider _services = null!;
    private IConversationStore _store = null!;
    private IMessageLog _log = null!;
    private UserId _alice;
    private UserId _bob;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<INodeBus, InProcessNodeBus>()
            .AddSingleton(new IdGenerator(1, TimeProvider.System))
            .AddSingleton<IMessageDelivery>(new RecordingDelivery())
            .AddChatAppData(database.ConnectionString)
            .BuildServiceProvider();
        _store = _services.GetRequiredService<IConversationStore>();
        _log = _services.GetRequiredService<IMessageLog>();
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task A_single_chat_is_one_conversation_whoever_names_it_and_however_many_open_it_at_once()
    {
        var hers = ConversationKey.Of(_alice, ConversationTarget.Person(_bob));
        var his = ConversationKey.Of(_bob, ConversationTarget.Person(_alice));

        var opened = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _store.OpenSingleAsync(i % 2 == 0 ? hers : his, Token)));

        Assert.Equal(hers, his);
        Assert.Single(opened.Distinct());
        Assert.Equal(2, await _people.NumberAsync("select count(*) from conversation_members where conversation_id = $1", Token, opened[0]!.Value.Value));
    }

    [Fact]
    public async Task A_chat_with_nobody_is_not_made()
        => Assert.Null(await _store.OpenSingleAsync(ConversationKey.Of(_alice, new ConversationTarget(ConversationType.Single, "nobody")), Token));

    [Fact]
    public async Task Notes_to_oneself_are_a_chat_with_one_member()
    {
        var key = ConversationKey.Of(_alice, ConversationTarget.Person(_alice));
        var id = await _store.OpenSingleAsync(key, Token);
        await SendAsync(_alice, id!.Value, ConversationTarget.Person(_alice), "buy milk");

        var row = Assert.Single(await _store.ListSummariesAsync(_alice, null, 10, Token));

        Assert.Equal("alice", row.Title);
        Assert.Equal(0, row.Unread);
        Assert.Equal("buy milk", row.LastText);
    }

    [Fact]
    public async Task O06_unread_counts_what_others_wrote_and_the_list_shows_the_last_message()
    {
        var target = ConversationTarget.Person(_bob);
        var id = (await _store.OpenSingleAsync(ConversationKey.Of(_alice, target), Token))!.Value;
        await SendAsync(_alice, id, target, "one");
        await SendAsync(_alice, id, target, "two");

        var his = Assert.Single(await _store.ListSummariesAsync(_bob, null, 10, Token));
        var hers = Assert.Single(await _store.ListSummariesAsync(_alice, null, 10, Token));

        Assert.Equal((2L, "two", "alice", _alice.Value), (his.Unread, his.LastText, his.Title, his.Target.Id));
        Assert.Equal((0L, "bob", _bob.Value), (hers.Unread, hers.Title, hers.Target.Id));
    }

    [Fact]
    public async Task A_mention_marks_the_conversation_until_it_is_read()
    {
        var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
        await SendAsync(_alice, id, target, "all", [MessageLimits.Everyone]);

        Assert.True(Assert.Single(await _store.ListSummariesAsync(_bob, target, 1, Token)).Mentioned);
        Assert.False(Assert.Single(await _store.ListSummariesAsync(_alice, target, 1, Token)).Mentioned);

        await _services.GetRequiredService<IReceiptStore>().MarkReadAsync(id, _bob, 1, Token);
        Assert.False(Assert.Single(await _store.ListSummariesAsync(_bob, target, 1, Token)).Mentioned);
    }

    [Fact]
    public async Task O07_a_removal_and_sends_that_race_have_one_order()
    {
        var groups = _services.GetRequiredService<IGroupStore>();
        for (var round = 0; round < 10; round++)
        {
            var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
            var sends = Enumerable.Range(0, 20).Select(i => SendAsync(_bob, id, target, $"{i}")).ToArray();
            var removed = groups.RemoveMemberAsync(id, _bob, TimeProvider.System.GetUtcNow(), Token);
            var outcomes = await Task.WhenAll(sends);
            Assert.True(await removed);

            var left = (await _store.FindMembershipAsync(ConversationKey.Of(_bob, target), _bob, Token))!.LeftSequence;
            var last = await _people.NumberAsync("select last_sequence from conversations where id = $1", Token, id.Value);
            Assert.Equal(last, left);
            Assert.Equal(last, outcomes.Count(outcome => outcome.Refusal is null));
            Assert.All(outcomes, outcome => Assert.True(outcome.Refusal is null or ErrorCode.NotAMember));
        }
    }

    [Fact]
    public async Task Members_come_and_go_and_are_counted()
    {
        var groups = _services.GetRequiredService<IGroupStore>();
        var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
        var carol = await _people.AddAsync("carol", Token);

        Assert.Equal(ErrorCode.GroupFull, (await groups.AddMembersAsync(id, [carol], 2, TimeProvider.System.GetUtcNow(), Token)).Refusal);
        Assert.Equal([carol], (await groups.AddMembersAsync(id, [carol, _bob, new UserId("nobody")], 3, TimeProvider.System.GetUtcNow(), Token)).Value.Added);
        Assert.Equal(3, (await groups.FindAsync(target.Id, Token))!.Members);

        await groups.RemoveMemberAsync(id, carol, TimeProvider.System.GetUtcNow(), Token);
        await groups.AddMembersAsync(id, [carol], 3, TimeProvider.System.GetUtcNow(), Token);
        Assert.Equal(3, (await _store.ListMembersAsync(id, null, 10, Token)).Count);
        Assert.Equal(3, (await groups.FindAsync(target.Id, Token))!.Members);
    }

    private async Task<Outcome<SentMessage>> SendAsync(
        UserId sender, ConversationId conversation, ConversationTarget target, string text, IReadOnlyList<string>? mentions = null)
        => await _log.AppendAsync(
            new PendingMessage(conversation, ConversationKey.Of(sender, target), new MessageDraft(sender, null, target, Guid.NewGuid(), MessageKind.Text, text, Mentions: mentions)), Token);
}
