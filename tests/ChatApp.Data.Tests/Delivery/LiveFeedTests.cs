using ChatApp.Core.Conversations;
using ChatApp.Core.Delivery;
using ChatApp.Core.Events;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Nodes;
using ChatApp.Core.Sessions;
using ChatApp.Core.Settings;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.Delivery;

public sealed class LiveFeedTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private const int SmallQueue = 16;

    private readonly People _people = new(database.DataSource);
    private ServiceProvider _services = null!;
    private DeliveryService _delivery = null!;
    private IMessageLog _log = null!;
    private UserId _alice;
    private UserId _bob;
    private ConversationId _conversation;
    private ConversationTarget _target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<INodeBus, InProcessNodeBus>()
            .AddSingleton(new IdGenerator(1, TimeProvider.System))
            .AddSingleton(provider => new ServerSettings(
                provider.GetRequiredService<IServerSettingStore>(), provider.GetRequiredService<INodeBus>(), TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)))
            .AddSingleton<SessionService>()
            .AddSingleton<DeliveryService>()
            .AddSingleton<IMessageDelivery>(provider => provider.GetRequiredService<DeliveryService>())
            .Configure<DeliveryLimits>(limits => limits.MaxWaiting = SmallQueue)
            .AddChatAppData(database.ConnectionString)
            .BuildServiceProvider();
        _delivery = _services.GetRequiredService<DeliveryService>();
        _log = _services.GetRequiredService<IMessageLog>();
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
        (_conversation, _target) = await _people.AddGroupAsync(Token, _alice, _bob);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task P15_a_reader_that_is_too_slow_misses_nothing_and_holds_little()
    {
        using var feed = await OpenAsync(_bob);
        await SendManyAsync(20 * SmallQueue);

        Assert.InRange(feed.Waiting, 0, SmallQueue);
        Assert.Equal(Enumerable.Range(1, 20 * SmallQueue).Select(i => (long)i), await ReadSequencesAsync(feed, 20 * SmallQueue));
    }

    [Fact]
    public async Task P5_a_message_that_is_recalled_while_it_waits_goes_out_without_its_words()
    {
        using var feed = await OpenAsync(_bob);
        await SendManyAsync(1);
        await ReadSequencesAsync(feed, 1);

        // When the third is stored, the members have been told of the second.
        await SendManyAsync(2);
        _delivery.PublishTo(_conversation, Recall(2));
        await SendManyAsync(1);

        var read = await ReadAsync(feed, 3);
        Assert.Equal([true, false, false], read.Select(message => message.Text.Length == 0));
        Assert.Equal(MessageState.Recalled, read[0].State);
    }

    [Fact]
    public async Task P5_a_message_that_is_recalled_before_the_members_are_told_of_it_goes_out_without_its_words()
    {
        using var feed = await OpenAsync(_bob);
        await SendManyAsync(1);
        await ReadSequencesAsync(feed, 1);
        _delivery.PublishTo(_conversation, Recall(2));

        await SendManyAsync(1);

        Assert.Empty(Assert.Single(await ReadAsync(feed, 1)).Text);
    }

    [Fact]
    public async Task P3_messages_that_come_while_the_tail_is_read_keep_their_order()
    {
        using var feed = await OpenAsync(_bob);
        var sending = SendManyAsync(300);

        var read = await ReadSequencesAsync(feed, 300);

        await sending;
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), read);
    }

    [Fact]
    public async Task A_connection_begins_with_the_present_and_not_with_the_past()
    {
        await SendManyAsync(5);
        using var feed = await OpenAsync(_bob);

        await SendManyAsync(1);

        Assert.Equal([6L], await ReadSequencesAsync(feed, 1));
    }

    [Fact]
    public async Task P4_a_connection_that_names_its_cursor_gets_everything_after_it()
    {
        await SendManyAsync(250);

        using var feed = await OpenAsync(_bob, new FeedStart.After(new Dictionary<ConversationId, long> { [_conversation] = 40 }));

        Assert.Equal(Enumerable.Range(41, 210).Select(i => (long)i), await ReadSequencesAsync(feed, 210));
    }

    [Fact]
    public async Task P4_a_device_begins_where_its_acknowledgements_end_and_a_new_one_at_the_present()
    {
        var device = new DeviceId($"phone-{Guid.NewGuid():N}");
        await SendManyAsync(3);
        using (await OpenAsync(_bob, new FeedStart.Device(device)))
        {
            // The first visit writes a cursor at the present.
        }

        await SendManyAsync(4);
        using var back = await OpenAsync(_bob, new FeedStart.Device(device));

        Assert.Equal([4L, 5L, 6L, 7L], await ReadSequencesAsync(back, 4));
    }

    [Fact]
    public async Task P4_a_conversation_that_came_while_a_device_was_away_is_read_from_its_first_visible_message()
    {
        var device = new DeviceId($"phone-{Guid.NewGuid():N}");
        using (await OpenAsync(_bob, new FeedStart.Device(device)))
        {
            // Known from here on.
        }

        var (later, target) = await _people.AddGroupAsync(Token, _alice, _bob);
        await SendAsync(later, target, "first of a new group");
        using var back = await OpenAsync(_bob, new FeedStart.Device(device));

        var item = Assert.Single(await ReadAsync(back, 1));
        Assert.Equal("first of a new group", item.Text);
    }

    [Fact]
    public async Task P4_a_device_whose_user_had_no_conversation_yet_gets_the_first_one_from_its_beginning()
    {
        var (device, dave) = (new DeviceId("phone"), await _people.AddAsync("dave", Token));
        using (await OpenAsync(dave, new FeedStart.Device(device)))
        {
            // Known from here on, with nothing to follow.
        }

        var (first, target) = await _people.AddGroupAsync(Token, _alice, dave);
        await SendAsync(first, target, "welcome");
        using var back = await OpenAsync(dave, new FeedStart.Device(device));

        Assert.Equal("welcome", Assert.Single(await ReadAsync(back, 1)).Text);
    }

    [Fact]
    public async Task A03_P5_who_is_removed_gets_nothing_that_is_written_afterwards()
    {
        var groups = _services.GetRequiredService<IGroupStore>();
        using var feed = await OpenAsync(_bob);
        await SendManyAsync(1);
        Assert.Equal([1L], await ReadSequencesAsync(feed, 1));

        using (_delivery.Exclude(_conversation, _bob))
        {
            Assert.True(await groups.RemoveMemberAsync(_conversation, _bob, TimeProvider.System.GetUtcNow(), Token));
        }

        await SendManyAsync(3);
        await NothingWaitsAsync(feed);
    }

    [Fact]
    public async Task O07_P5_a_connection_that_opens_while_its_user_is_removed_gets_nothing_that_is_written_afterwards()
    {
        var departure = _delivery.Exclude(_conversation, _bob);

        // Still a member: what the connection reads of its user is true, and about to be out of date.
        using var feed = await OpenAsync(_bob);
        await _services.GetRequiredService<IGroupStore>().RemoveMemberAsync(_conversation, _bob, TimeProvider.System.GetUtcNow(), Token);
        departure.Dispose();

        await SendManyAsync(3);
        await NothingWaitsAsync(feed);
    }

    [Fact]
    public async Task P4_a_removal_that_failed_costs_nothing_that_was_written_meanwhile()
    {
        using var feed = await OpenAsync(_bob);
        await SendManyAsync(2);
        Assert.Equal([1L, 2L], await ReadSequencesAsync(feed, 2));
        using (_delivery.Exclude(_conversation, _bob))
        {
            await SendManyAsync(2);
            _delivery.Recheck(_conversation, _bob);
        }

        await SendManyAsync(1);
        Assert.Equal([3L, 4L, 5L], await ReadSequencesAsync(feed, 3));
    }

    [Fact]
    public async Task P5_a_removal_that_was_carried_out_though_its_answer_was_lost_lets_nothing_through()
    {
        using var feed = await OpenAsync(_bob);
        using (_delivery.Exclude(_conversation, _bob))
        {
            await _services.GetRequiredService<IGroupStore>().RemoveMemberAsync(_conversation, _bob, TimeProvider.System.GetUtcNow(), Token);
            _delivery.Recheck(_conversation, _bob);
        }

        await SendManyAsync(2);
        await NothingWaitsAsync(feed);
    }

    [Fact]
    public async Task O08_who_joins_sees_what_is_written_from_then_on()
    {
        var carol = await _people.AddAsync("carol", Token);
        using var feed = await OpenAsync(carol);
        await SendManyAsync(3);

        var added = await _services.GetRequiredService<IGroupStore>().AddMembersAsync(_conversation, [carol], 100, TimeProvider.System.GetUtcNow(), Token);
        await SendManyAsync(2);
        _delivery.Include(_conversation, ConversationKey.Of(carol, _target), carol, added.Value.JoinedSequence);

        Assert.Equal(3, added.Value.JoinedSequence);
        Assert.Equal([4L, 5L], await ReadSequencesAsync(feed, 2));
    }

    [Fact]
    public async Task S02_ending_a_session_ends_its_feed_and_says_why()
    {
        using var feed = await OpenAsync(_bob);

        await _services.GetRequiredService<SessionService>().EndAsync(feed.Connection.Session.Id, _bob, SessionEndReason.EndedByAdministrator, Token);

        var batch = await feed.ReadAsync(Token);
        Assert.True(batch.Ended);
        Assert.Equal(SessionEndReason.EndedByAdministrator, Assert.IsType<SessionEndedEvent>(Assert.Single(batch.Items).Event).Reason);
    }

    [Fact]
    public async Task A_session_that_ended_before_the_connection_opened_opens_none()
    {
        var session = await SessionAsync(_bob);
        await _services.GetRequiredService<SessionService>().EndAsync(session.Id, _bob, SessionEndReason.SignedOut, Token);

        var opened = await _delivery.OpenAsync(Connection(session), new FeedStart.Present(), Token);

        Assert.Equal(ErrorCode.Unauthenticated, opened.Refusal);
        Assert.False(_delivery.IsOnline(_bob));
    }

    [Fact]
    public async Task One_connection_over_the_limit_is_refused()
    {
        using var first = await OpenAsync(_bob);
        _services.GetRequiredService<IOptions<DeliveryLimits>>().Value.MaxConnections = 1;

        var second = await _delivery.OpenAsync(Connection(await SessionAsync(_bob)), new FeedStart.Present(), Token);

        Assert.Equal(ErrorCode.TooBusy, second.Refusal);
    }

    private async Task<LiveFeed> OpenAsync(UserId user, FeedStart? start = null)
        => (await _delivery.OpenAsync(Connection(await SessionAsync(user)), start ?? new FeedStart.Present(), Token)).Value;

    private async Task<Session> SessionAsync(UserId user)
        => (await _services.GetRequiredService<SessionService>().OpenAsync(
            new NewSession(user, SessionKind.Device, Platform.Linux, new DeviceId($"d{Guid.NewGuid():N}"), "test", "127.0.0.1"), Token)).Value.Session;

    private static ConnectionInfo Connection(Session session)
        => new(Guid.NewGuid().ToString("N"), session, ConnectionKind.Hub, "test", "127.0.0.1", TimeProvider.System.GetUtcNow());

    private async Task NothingWaitsAsync(LiveFeed feed)
    {
        _delivery.PublishTo(_bob, new GroupEvent("sentinel"));
        FeedBatch batch;
        do
        {
            batch = await feed.ReadAsync(Token);
        }
        while (batch.Items.Count == 0);

        Assert.IsType<GroupEvent>(Assert.Single(batch.Items).Event);
    }

    private RecalledEvent Recall(long sequence) => new(ConversationKey.Of(_alice, _target), sequence, _alice, Change: 1);

    private async Task SendManyAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await SendAsync(_conversation, _target, $"{i}");
        }
    }

    private async Task SendAsync(ConversationId conversation, ConversationTarget target, string text)
    {
        var sent = await _log.AppendAsync(
            new PendingMessage(conversation, ConversationKey.Of(_alice, target), new MessageDraft(_alice, Origin: null, target, Guid.NewGuid(), MessageKind.Text, text)), Token);
        Assert.Null(sent.Refusal);
    }

    private static async Task<IReadOnlyList<long>> ReadSequencesAsync(LiveFeed feed, int count)
        => [.. (await ReadAsync(feed, count)).Select(message => message.Sequence)];

    private static async Task<IReadOnlyList<Message>> ReadAsync(LiveFeed feed, int count)
    {
        var read = new List<Message>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (read.Count < count)
        {
            read.AddRange((await feed.ReadAsync(patience.Token)).Items.Where(item => item.Message is not null).Select(item => item.Message!));
        }

        return read;
    }
}
