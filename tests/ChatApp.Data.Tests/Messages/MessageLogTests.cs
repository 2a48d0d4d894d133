using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Data.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

public sealed class MessageLogTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly RecordingDelivery _delivery = new();

    // What a test looks with is spared when it kills connections.
    private readonly NpgsqlDataSource _observer = NpgsqlDataSource.Create(database.ConnectionString + ";Application Name=observer");
    private People _people = null!;
    private NpgsqlMessageLog _log = null!;
    private UserId _alice;
    private UserId _bob;
    private ConversationId _conversation;
    private ConversationTarget _target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _people = new People(_observer);
        _log = Open(new MessageLimits());
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
        (_conversation, _target) = await _people.AddGroupAsync(Token, _alice, _bob);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _observer.DisposeAsync();
    }

    [Fact]
    public async Task P3_O03_many_senders_get_one_gap_free_order_and_members_are_told_in_it()
    {
        const int Senders = 20;
        const int Each = 50;

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var i = 0; i < Each; i++)
            {
                var sent = await SendAsync(sender % 2 == 0 ? _alice : _bob, $"{sender}-{i}");
                Assert.Null(sent.Refusal);
            }
        }));

        var stored = await ReadAllAsync();
        Assert.Equal(Enumerable.Range(1, Senders * Each).Select(i => (long)i), stored.Select(message => message.Sequence));
        Assert.Equal(stored.Select(message => message.Id), _delivery.Messages.Select(message => message.Id));
        for (var sender = 0; sender < Senders; sender++)
        {
            var own = stored.Where(message => message.Text.StartsWith($"{sender}-", StringComparison.Ordinal)).Select(message => message.Text);
            Assert.Equal(Enumerable.Range(0, Each).Select(i => $"{sender}-{i}"), own);
        }
    }

    [Fact]
    public async Task P2_O01_the_same_client_id_in_parallel_makes_one_message_and_every_sender_gets_it()
    {
        var clientId = Guid.NewGuid();

        var sent = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => SendAsync(_alice, $"try {i}", clientId)));

        var stored = Assert.Single(await ReadAllAsync());
        Assert.All(sent, outcome => Assert.Equal(stored.Id, outcome.Value.Message.Id));
        Assert.Equal(99, sent.Count(outcome => outcome.Value.Repeated));
        Assert.Single(_delivery.Messages);
    }

    [Fact]
    public async Task P2_O09_a_client_id_used_again_with_other_text_gets_the_first_result()
    {
        var clientId = Guid.NewGuid();
        var first = await SendAsync(_alice, "first", clientId);

        var second = await SendAsync(_alice, "second", clientId);

        Assert.Equal("first", second.Value.Message.Text);
        Assert.True(second.Value.Repeated);
        Assert.Equal(first.Value.Message.Sequence, second.Value.Message.Sequence);
    }

    [Fact]
    public async Task The_same_client_id_of_another_sender_is_another_message()
    {
        var clientId = Guid.NewGuid();
        await SendAsync(_alice, "hers", clientId);

        var his = await SendAsync(_bob, "his", clientId);

        Assert.False(his.Value.Repeated);
        Assert.Equal(2, his.Value.Message.Sequence);
    }

    [Fact]
    public async Task One_row_that_the_database_refuses_costs_no_other_of_its_batch()
    {
        var sends = Enumerable.Range(0, 40).Select(i => SendAsync(_alice, i == 17 ? "bad \0 text" : $"good {i}"));

        var outcomes = await Task.WhenAll(sends);

        Assert.Equal(ErrorCode.InvalidPayload, outcomes[17].Refusal);
        Assert.Equal(39, outcomes.Count(outcome => outcome.Refusal is null));
        Assert.Equal(Enumerable.Range(1, 39).Select(i => (long)i), (await ReadAllAsync()).Select(message => message.Sequence));
    }

    [Fact]
    public async Task P5_who_is_no_member_or_left_writes_nothing()
    {
        var stranger = await _people.AddAsync("eve", Token);
        await _people.RunAsync("update conversation_members set left_sequence = 0 where conversation_id = $1 and user_id = $2", Token, _conversation.Value, _bob.Value);

        Assert.Equal(ErrorCode.NotAMember, (await SendAsync(stranger, "hi")).Refusal);
        Assert.Equal(ErrorCode.NotAMember, (await SendAsync(_bob, "hi")).Refusal);
        Assert.Empty(await ReadAllAsync());
    }

    [Fact]
    public async Task A_muted_member_writes_nothing_until_the_time_is_over()
    {
        await MuteAsync("now() + interval '1 hour'");
        Assert.Equal(ErrorCode.Muted, (await SendAsync(_bob, "hi")).Refusal);

        await MuteAsync("now() - interval '1 second'");
        Assert.Null((await SendAsync(_bob, "hi")).Refusal);
    }

    [Fact]
    public async Task When_all_are_muted_the_owner_still_writes()
    {
        await _people.RunAsync("update conversations set muted_for_all = true where id = $1", Token, _conversation.Value);

        Assert.Equal(ErrorCode.Muted, (await SendAsync(_bob, "hi")).Refusal);
        Assert.Null((await SendAsync(_alice, "hi")).Refusal);
    }

    [Fact]
    public async Task D08_writers_whose_connections_are_killed_lose_and_double_nothing()
    {
        const int Count = 400;
        var killing = KillWritersAsync();
        var sends = Enumerable.Range(0, Count).Select(async i =>
        {
            await Task.Delay(i / 2, Token);
            return await SendAsync(_alice, $"{i}");
        });

        var outcomes = await Task.WhenAll(sends);
        await killing;

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        var stored = await ReadAllAsync();
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i), stored.Select(message => message.Sequence));
        Assert.Equal(Count, stored.Select(message => message.Text).Distinct().Count());
        Assert.Equal(stored.Select(message => message.Id), _delivery.Messages.Select(message => message.Id));
    }

    [Fact]
    public async Task A_full_queue_refuses_with_TooBusy_and_keeps_what_it_took()
    {
        await using var small = Open(new MessageLimits { MaxWaiting = 8, MaxBatch = 1, Lanes = 1 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => SendAsync(_alice, $"{i}", log: small)));

        Assert.Contains(outcomes, outcome => outcome.Refusal == ErrorCode.TooBusy);
        Assert.Equal(outcomes.Count(outcome => outcome.Refusal is null), (await ReadAllAsync()).Count);
    }

    [Fact]
    public async Task A_message_reads_from_the_log_just_as_it_was_told_live()
    {
        var draft = new MessageDraft(
            _alice, Origin: null, _target, Guid.NewGuid(), MessageKind.Custom, "你好 👋", """{"a":1,"b":"\u4f60"}""", [_bob.Value], ReplyTo: 3, WireType: 1001);

        var sent = await _log.AppendAsync(new PendingMessage(_conversation, ConversationKey.Of(draft.Sender, draft.To), draft), Token);

        var stored = Assert.Single(await ReadAllAsync());
        Assert.Equal(sent.Value.Message with { Mentions = [] }, stored with { Mentions = [] });
        Assert.Equal(sent.Value.Message.Mentions, stored.Mentions);
    }

    [Fact]
    public async Task O06_sending_moves_the_senders_own_read_mark_and_marks_who_is_mentioned()
    {
        await SendAsync(_alice, "one");
        await _log.AppendAsync(
            new PendingMessage(_conversation, ConversationKey.Of(_alice, _target), new MessageDraft(_alice, null, _target, Guid.NewGuid(), MessageKind.Text, "two", Mentions: [_bob.Value])), Token);

        Assert.Equal(2, await MarkAsync("read_sequence", _alice));
        Assert.Equal(0, await MarkAsync("read_sequence", _bob));
        Assert.Equal(2, await MarkAsync("mentioned_sequence", _bob));
    }

    private NpgsqlMessageLog Open(MessageLimits limits) => new(
        database.DataSource, new IdGenerator(1, TimeProvider.System), _delivery, TimeProvider.System, Options.Create(limits), NullLoggerFactory.Instance);

    private async Task<Outcome<SentMessage>> SendAsync(UserId sender, string text, Guid? clientId = null, NpgsqlMessageLog? log = null)
        => await (log ?? _log).AppendAsync(
            new PendingMessage(_conversation, ConversationKey.Of(sender, _target), new MessageDraft(sender, Origin: null, _target, clientId ?? Guid.NewGuid(), MessageKind.Text, text)), Token);

    private Task<IReadOnlyList<Message>> ReadAllAsync()
        => new NpgsqlMessageReader(_observer).ReadAfterAsync(_conversation, 0, long.MaxValue, 10_000, Token);

    private Task MuteAsync(string until)
        => _people.RunAsync($"update conversation_members set muted_until = {until} where conversation_id = $1 and user_id = $2", Token, _conversation.Value, _bob.Value);

    private Task<long> MarkAsync(string mark, UserId user)
        => _people.NumberAsync($"select {mark} from conversation_members where conversation_id = $1 and user_id = $2", Token, _conversation.Value, user.Value);

    private async Task KillWritersAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(20, Token);
            await _people.RunAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'observer'", Token);
        }
    }
}
