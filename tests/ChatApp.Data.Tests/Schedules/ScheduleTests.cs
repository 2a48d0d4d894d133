using ChatApp.Core;
using ChatApp.Core.Conversations;
using ChatApp.Core.Events;
using ChatApp.Core.Groups;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Moderation;
using ChatApp.Core.Schedules;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatApp.Data.Tests.Schedules;

public sealed class ScheduleTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new();
    private readonly RecordingDelivery _delivery = new();
    private PostgresDatabase _database = null!;
    private ServiceProvider _services = null!;
    private People _people = null!;
    private ScheduledMessageService _scheduled = null!;
    private ReminderService _reminders = null!;
    private DueService _due = null!;
    private UserId _alice;
    private UserId _bob;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _clock.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        // A database of its own: what is due is due for the whole server.
        _database = await PostgresDatabase.CreateAsync(Token);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_clock)
            .AddChatAppCore(node: 1, new Dictionary<string, string>())
            .AddModeration()
            .AddSingleton<IEventDelivery>(_delivery)
            .AddSingleton<IMessageDelivery>(_delivery)
            .AddChatAppData(_database.ConnectionString)
            .BuildServiceProvider();
        _people = new People(_database.DataSource);
        _scheduled = _services.GetRequiredService<ScheduledMessageService>();
        _reminders = _services.GetRequiredService<ReminderService>();
        _due = _services.GetRequiredService<DueService>();
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_sent_at_its_moment_and_not_before()
    {
        var draft = Draft("生日快乐");
        Assert.Null((await _scheduled.SaveAsync(draft, Now.AddHours(1).ToOffset(TimeSpan.FromHours(8)), Token)).Refusal);

        await _due.RunAsync(Token);
        Assert.Empty(_delivery.Messages);
        _clock.Advance(TimeSpan.FromHours(1));
        await _due.RunAsync(Token);

        var sent = Assert.Single(_delivery.Messages);
        Assert.Equal(("生日快乐", draft.ClientId, _alice), (sent.Text, sent.ClientId, sent.Sender));
        Assert.Equal(sent.Sequence, Assert.Single(_delivery.Events.OfType<ScheduledEvent>()).Sequence);
        Assert.Empty(await _scheduled.ListAsync(_alice, Token));
    }

    [Fact]
    public async Task P2_a_crash_between_the_send_and_its_end_sends_nothing_twice()
    {
        var draft = Draft("once");
        await _scheduled.SaveAsync(draft, Now.AddMinutes(1), Token);
        _clock.Advance(TimeSpan.FromMinutes(1));

        // As a node does that dies after the commit.
        var taken = await _services.GetRequiredService<IScheduledMessageStore>().TakeDueAsync(Now, ScheduleLimits.Lease, 10, Token);
        await _services.GetRequiredService<MessageService>().SendAsync(Assert.Single(taken).Message.Draft, Token);
        await _due.RunAsync(Token);
        Assert.Single(await _scheduled.ListAsync(_alice, Token));

        _clock.Advance(ScheduleLimits.Lease);
        await _due.RunAsync(Token);

        Assert.Empty(await _scheduled.ListAsync(_alice, Token));
        Assert.Equal(1, await _people.NumberAsync("select count(*) from messages where client_id = $1", Token, draft.ClientId));
    }

    [Fact]
    public async Task Two_nodes_never_take_the_same_message()
    {
        for (var i = 0; i < 20; i++)
        {
            await _services.GetRequiredService<IScheduledMessageStore>().SaveAsync(new ScheduledMessage(Draft($"{i}"), Now, Now), 100, Now, Token);
        }

        var store = _services.GetRequiredService<IScheduledMessageStore>();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.TakeDueAsync(Now, ScheduleLimits.Lease, 5, Token)));

        var ids = taken.SelectMany(some => some).Select(one => one.Message.Draft.ClientId).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(20, ids.Length + (await store.TakeDueAsync(Now, ScheduleLimits.Lease, 20, Token)).Count);
    }

    [Fact]
    public async Task A_message_can_be_changed_cancelled_and_sent_at_once_but_not_while_it_is_being_sent()
    {
        var (changed, cancelled, atOnce, busy) = (Draft("old"), Draft("never"), Draft("now"), Draft("busy"));
        foreach (var draft in new[] { changed, cancelled, atOnce })
        {
            await _scheduled.SaveAsync(draft, Now.AddHours(2), Token);
        }

        await _scheduled.SaveAsync(changed with { Text = "new" }, Now.AddHours(1), Token);
        Assert.Null((await _scheduled.CancelAsync(_alice, cancelled.ClientId, Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _scheduled.CancelAsync(_alice, cancelled.ClientId, Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _scheduled.SendNowAsync(_bob, atOnce.ClientId, Token)).Refusal);
        Assert.Null((await _scheduled.SendNowAsync(_alice, atOnce.ClientId, Token)).Refusal);
        await _due.RunAsync(Token);
        Assert.Equal(["now"], _delivery.Messages.Select(message => message.Text));
        Assert.Equal("new", Assert.Single(await _scheduled.ListAsync(_alice, Token)).Draft.Text);

        await _scheduled.SaveAsync(busy, Now.AddSeconds(1), Token);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _services.GetRequiredService<IScheduledMessageStore>().TakeDueAsync(Now, ScheduleLimits.Lease, 10, Token);
        Assert.Equal(ErrorCode.Conflict, (await _scheduled.CancelAsync(_alice, busy.ClientId, Token)).Refusal);
        Assert.Equal(ErrorCode.Conflict, (await _scheduled.SaveAsync(busy with { Text = "x" }, Now.AddHours(1), Token)).Refusal);
    }

    [Fact]
    public async Task A_refused_message_stays_with_its_reason_and_its_author_is_told()
    {
        var (conversation, group) = await _people.AddGroupAsync(Token, _bob, _alice);
        var draft = new MessageDraft(_alice, Origin: null, group, Guid.NewGuid(), MessageKind.Text, "too late");
        Assert.Null((await _scheduled.SaveAsync(draft, Now.AddMinutes(5), Token)).Refusal);
        await _services.GetRequiredService<IGroupStore>().RemoveMemberAsync(conversation, _alice, Now, Token);
        _clock.Advance(TimeSpan.FromMinutes(5));

        await _due.RunAsync(Token);
        await _due.RunAsync(Token);

        Assert.Equal(ErrorCode.NotAMember, Assert.Single(await _scheduled.ListAsync(_alice, Token)).Refusal);
        Assert.Equal(ErrorCode.NotAMember, Assert.Single(_delivery.Events.OfType<ScheduledEvent>()).Refusal);
        Assert.Null((await _scheduled.CancelAsync(_alice, draft.ClientId, Token)).Refusal);
    }

    [Fact]
    public async Task A_suspended_author_sends_nothing()
    {
        await _scheduled.SaveAsync(Draft("x"), Now.AddMinutes(5), Token);
        await _people.RunAsync("update users set status = 2 where id = $1", Token, _alice.Value);
        _clock.Advance(TimeSpan.FromMinutes(5));

        await _due.RunAsync(Token);

        Assert.Empty(_delivery.Messages);
        Assert.Equal(ErrorCode.Suspended, Assert.Single(await _scheduled.ListAsync(_alice, Token)).Refusal);
    }

    [Fact]
    public async Task More_than_the_rate_allows_is_sent_a_little_later()
    {
        var store = _services.GetRequiredService<IScheduledMessageStore>();
        for (var i = 0; i < 30; i++)
        {
            await store.SaveAsync(new ScheduledMessage(Draft($"{i}"), Now, Now), 100, Now, Token);
        }

        await _due.RunAsync(Token);
        Assert.Equal(20, _delivery.Messages.Count);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await _due.RunAsync(Token);

        Assert.Equal(30, _delivery.Messages.Select(message => message.ClientId).Distinct().Count());
        Assert.Empty(await _scheduled.ListAsync(_alice, Token));
    }

    [Fact]
    public async Task A_hundred_messages_wait_and_not_one_more_and_none_beyond_a_year()
    {
        var store = _services.GetRequiredService<IScheduledMessageStore>();
        for (var i = 0; i < ScheduleLimits.MaxMessages; i++)
        {
            await store.SaveAsync(new ScheduledMessage(Draft("x"), Now.AddDays(1), Now), ScheduleLimits.MaxMessages, Now, Token);
        }

        Assert.Equal(ErrorCode.QuotaExceeded, (await _scheduled.SaveAsync(Draft("x"), Now.AddDays(1), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _scheduled.SaveAsync(Draft("x"), Now, Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidRequest, (await _scheduled.SaveAsync(Draft("x"), Now + ScheduleLimits.Furthest + TimeSpan.FromSeconds(1), Token)).Refusal);
        Assert.Equal(ErrorCode.InvalidPayload, (await _scheduled.SaveAsync(Draft(string.Empty), Now.AddDays(1), Token)).Refusal);
    }

    [Fact]
    public async Task A_reminder_is_told_once_at_its_moment_and_stays_until_it_is_taken_away()
    {
        var (conversation, group) = await WrittenGroupAsync();
        var reminder = (await _reminders.AddAsync(_alice, group, 1, "call back", Now.AddDays(1), Token)).Value;

        await _due.RunAsync(Token);
        Assert.Empty(_delivery.Events.OfType<ReminderEvent>());
        _clock.Advance(TimeSpan.FromDays(1));
        await _due.RunAsync(Token);
        _clock.Advance(TimeSpan.FromHours(1));
        await _due.RunAsync(Token);

        Assert.Equal(new ReminderEvent(reminder.Id, group, 1, "call back"), Assert.Single(_delivery.Events.OfType<ReminderEvent>()));
        Assert.True(Assert.Single(await _reminders.ListAsync(_alice, Token)).IsTold);
        Assert.Equal(ErrorCode.NotFound, (await _reminders.CancelAsync(_bob, reminder.Id, Token)).Refusal);
        Assert.Null((await _reminders.CancelAsync(_alice, reminder.Id, Token)).Refusal);
        Assert.Empty(await _reminders.ListAsync(_alice, Token));
        Assert.NotEqual(default, conversation);
    }

    [Fact]
    public async Task P5_only_what_a_person_may_see_is_reminded_of()
    {
        var (_, group) = await WrittenGroupAsync();
        var stranger = await _people.AddAsync("stranger", Token);

        Assert.Equal(ErrorCode.NotFound, (await _reminders.AddAsync(stranger, group, 1, string.Empty, Now.AddDays(1), Token)).Refusal);
        Assert.Equal(ErrorCode.NotFound, (await _reminders.AddAsync(_alice, group, 2, string.Empty, Now.AddDays(1), Token)).Refusal);
        Assert.Equal(
            ErrorCode.InvalidRequest, (await _reminders.AddAsync(_alice, group, 1, new string('n', ScheduleLimits.MaxNote + 1), Now.AddDays(1), Token)).Refusal);
    }

    private MessageDraft Draft(string text)
        => new(_alice, Origin: null, ConversationTarget.Person(_bob), Guid.NewGuid(), MessageKind.Text, text);

    private async Task<(ConversationId Id, ConversationTarget Target)> WrittenGroupAsync()
    {
        var (id, target) = await _people.AddGroupAsync(Token, _alice, _bob);
        await _services.GetRequiredService<MessageService>().SendAsync(
            new MessageDraft(_bob, Origin: null, target, Guid.NewGuid(), MessageKind.Text, "remember"), Token);
        return (id, target);
    }
}
