using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Core.Nodes;
using ChatApp.Core.Review;
using ChatApp.Data.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatApp.Data.Tests.Review;

/// <summary>Held and dropped messages over the real store and the real log.</summary>
public sealed class ReviewServiceTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private const int MaxWaiting = 3;

    private readonly RecordingDelivery _delivery = new();
    private People _people = null!;
    private ServiceProvider _services = null!;
    private NpgsqlMessageLog _log = null!;
    private IReviewStore _store = null!;
    private ReviewService _review = null!;
    private UserId _alice;
    private UserId _moderator;
    private ConversationId _conversation;
    private ConversationTarget _target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _people = new People(database.DataSource);
        _alice = await _people.AddAsync("alice", Token);
        _moderator = await _people.AddAsync("moderator", Token);
        (_conversation, _target) = await _people.AddGroupAsync(Token, _alice, await _people.AddAsync("bob", Token));
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<INodeBus, InProcessNodeBus>()
            .AddChatAppData(database.ConnectionString)
            .BuildServiceProvider();
        _log = new NpgsqlMessageLog(
            database.DataSource, new IdGenerator(3, TimeProvider.System), _delivery, TimeProvider.System, Options.Create(new MessageLimits()), NullLoggerFactory.Instance);
        _store = _services.GetRequiredService<IReviewStore>();
        _review = NewService();
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task P2_a_held_message_is_answered_alike_however_often_it_is_sent_and_has_no_place()
    {
        var pending = Pending("held");
        var first = await KeepAsync(pending);
        var again = await KeepAsync(pending with { Draft = pending.Draft with { Text = "another text" } });

        Assert.Equal(MessageState.Held, first.Value.Message.State);
        Assert.Equal(0, first.Value.Message.Sequence);
        Assert.Equal((false, true), (first.Value.Repeated, again.Value.Repeated));
        Assert.Equal("held", again.Value.Message.Text);
        Assert.Single(await _store.ListAsync(ReviewState.Waiting, before: null, 100, Token), item => item.Pending.Draft.ClientId == pending.Draft.ClientId);
        Assert.Equal(0, await _people.NumberAsync("select last_sequence from conversations where id = $1", Token, _conversation.Value));
    }

    [Fact]
    public async Task A_dropped_message_is_answered_exactly_like_a_held_one()
    {
        var held = (await KeepAsync(Pending("same"))).Value.Message;
        var dropped = (await KeepAsync(Pending("same"), dropped: true)).Value.Message;

        Assert.Equal(held, dropped with { ClientId = held.ClientId, SentAt = held.SentAt, Mentions = held.Mentions });
    }

    [Fact]
    public async Task Two_moderators_who_approve_at_once_append_it_once()
    {
        var item = await HeldAsync("approved twice");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _review.ApproveAsync(_moderator, item.Id, Token))));

        Assert.All(outcomes, outcome => Assert.Equal(1, outcome.Value));
        Assert.Equal(1, await CountAsync());
        Assert.Equal(1, (await _store.FindAsync(item.Id, Token))!.Sequence);
        Assert.Equal("approved twice", Assert.Single(_delivery.Messages).Text);
    }

    [Fact]
    public async Task D07_what_was_approved_before_the_program_died_is_appended_by_the_next_one_once()
    {
        var decidedOnly = await HeldAsync("decided");
        await _store.DecideAsync(decidedOnly.Id, ReviewState.Approved, _moderator, DateTimeOffset.UnixEpoch, Token);
        var appendedToo = await HeldAsync("appended");
        await _store.DecideAsync(appendedToo.Id, ReviewState.Approved, _moderator, DateTimeOffset.UnixEpoch, Token);
        await _log.AppendAsync(appendedToo.Pending, Token);

        await NewService().FinishAsync(Token);
        await NewService().FinishAsync(Token);

        Assert.Equal(2, await CountAsync());
        Assert.NotNull((await _store.FindAsync(decidedOnly.Id, Token))!.Sequence);
        Assert.Equal(1, (await _store.FindAsync(appendedToo.Id, Token))!.Sequence);
    }

    [Fact]
    public async Task One_of_two_who_decide_otherwise_is_first_and_the_other_is_told()
    {
        var rejected = await HeldAsync("rejected");
        Assert.Null((await _review.RejectAsync(_moderator, rejected.Id, Token)).Refusal);
        Assert.Equal(ErrorCode.Conflict, (await _review.ApproveAsync(_moderator, rejected.Id, Token)).Refusal);

        var approved = await HeldAsync("approved");
        Assert.Null((await _review.ApproveAsync(_moderator, approved.Id, Token)).Refusal);
        Assert.Equal(ErrorCode.Conflict, (await _review.RejectAsync(_moderator, approved.Id, Token)).Refusal);

        Assert.Equal(ErrorCode.NotFound, (await _review.ApproveAsync(_moderator, 999_999_999, Token)).Refusal);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Whose_author_has_left_is_not_appended_and_counts_as_rejected()
    {
        var item = await HeldAsync("from somebody who left");
        await _people.RunAsync(
            "update conversation_members set left_sequence = 0 where conversation_id = $1 and user_id = $2", Token, _conversation.Value, _alice.Value);

        Assert.Equal(ErrorCode.NotAMember, (await _review.ApproveAsync(_moderator, item.Id, Token)).Refusal);
        Assert.Equal(ReviewState.Rejected, (await _store.FindAsync(item.Id, Token))!.State);
        Assert.Equal(ErrorCode.NotAMember, (await KeepAsync(Pending("once more"))).Refusal);
    }

    [Fact]
    public async Task A_client_id_that_the_log_knows_gets_the_message_of_the_log()
    {
        var pending = Pending("it passed once");
        var stored = await _log.AppendAsync(pending, Token);

        var resent = await KeepAsync(pending with { Draft = pending.Draft with { Text = "with a word that holds" } });

        Assert.Equal((stored.Value.Message.Sequence, true), (resent.Value.Message.Sequence, resent.Value.Repeated));
        Assert.Equal("it passed once", resent.Value.Message.Text);
    }

    [Fact]
    public async Task Who_is_muted_or_has_too_many_waiting_is_refused()
    {
        for (var i = 0; i < MaxWaiting; i++)
        {
            await HeldAsync($"number {i}");
        }

        Assert.Equal(ErrorCode.TooFast, (await KeepAsync(Pending("one too many"))).Refusal);
        await _people.RunAsync("update conversation_members set muted_until = now() + interval '1 hour' where user_id = $1", Token, _alice.Value);
        Assert.Equal(ErrorCode.Muted, (await KeepAsync(Pending("muted"))).Refusal);
    }

    private ReviewService NewService()
        => new(_store, _log, _services.GetRequiredService<INodeBus>(), TimeProvider.System, Options.Create(new ReviewLimits { MaxWaitingPerUser = MaxWaiting }));

    private PendingMessage Pending(string text)
        => new(_conversation, ConversationKey.Of(_alice, _target), new MessageDraft(_alice, Origin: null, _target, Guid.NewGuid(), MessageKind.Text, text));

    private ValueTask<Outcome<SentMessage>> KeepAsync(PendingMessage pending, bool dropped = false) => _review.KeepAsync(pending, dropped, Token);

    private async Task<ReviewItem> HeldAsync(string text)
    {
        var pending = Pending(text);
        await KeepAsync(pending);
        return (await _store.ListAsync(ReviewState.Waiting, before: null, 100, Token)).Single(item => item.Pending.Draft.ClientId == pending.Draft.ClientId);
    }

    private Task<long> CountAsync() => _people.NumberAsync("select count(*) from messages where conversation_id = $1", Token, _conversation.Value);
}
