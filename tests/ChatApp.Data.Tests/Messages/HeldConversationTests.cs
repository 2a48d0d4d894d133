using System.Diagnostics;
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

/// <summary>D03: another transaction holds rows that a writer needs.</summary>
public sealed class HeldConversationTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    // Far more than the writer's patience with a row, far less than its patience with a message.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly RecordingDelivery _delivery = new();
    private readonly People _people = new(database.DataSource);
    private UserId _alice;
    private UserId _bob;
    private (ConversationId Id, ConversationTarget Target) _held;
    private (ConversationId Id, ConversationTarget Target) _free;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
        _held = await _people.AddGroupAsync(Token, _alice, _bob);
        _free = await _people.AddGroupAsync(Token, _alice, _bob);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("select 1 from conversations where id = $1 for update")]
    [InlineData("update conversation_members set muted_until = null where conversation_id = $1")]
    public async Task D03_a_conversation_whose_row_is_held_holds_up_no_other_and_loses_nothing(string hold)
    {
        await using var log = Open(new MessageLimits { Lanes = 1, SetAsidePatience = TimeSpan.FromMinutes(1) });
        await SendAsync(log, _held, "before");
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await HoldAsync(connection, hold);

        var waiting = Enumerable.Range(0, 30).Select(i => SendAsync(log, _held, $"held {i}")).ToArray();
        for (var i = 0; i < 30; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Null((await SendAsync(log, _free, $"free {i}")).Refusal);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Soon);
        }

        Assert.DoesNotContain(waiting, sending => sending.IsCompleted);
        await transaction.CommitAsync(Token);
        var outcomes = await Task.WhenAll(waiting);

        Assert.All(outcomes, outcome => Assert.Null(outcome.Refusal));
        Assert.Null((await SendAsync(log, _held, "after")).Refusal);
        var stored = await ReadAsync(_held.Id);
        Assert.Equal(["before", .. Enumerable.Range(0, 30).Select(i => $"held {i}"), "after"], stored.Select(message => message.Text));
        Assert.Equal(Enumerable.Range(1, 32).Select(i => (long)i), stored.Select(message => message.Sequence));
        Assert.Equal(stored.Select(message => message.Id), _delivery.Messages.Where(message => message.Conversation == _held.Id).Select(message => message.Id));
    }

    [Fact]
    public async Task D03_what_waits_for_a_row_that_does_not_come_free_is_answered_and_may_be_tried_again()
    {
        await using var log = Open(new MessageLimits { Lanes = 1, SetAsidePatience = TimeSpan.FromMilliseconds(300) });
        var clientId = Guid.NewGuid();
        await using (var connection = await database.DataSource.OpenConnectionAsync(Token))
        {
            await using var transaction = await HoldAsync(connection, "select 1 from conversations where id = $1 for update");

            Assert.Equal(ErrorCode.Unavailable, (await SendAsync(log, _held, "hi", clientId)).Refusal);
        }

        Assert.Equal(1, (await SendAsync(log, _held, "hi", clientId)).Value.Message.Sequence);
    }

    [Fact]
    public async Task D03_no_more_wait_for_one_row_than_the_limit_says_and_the_others_are_told_TooBusy()
    {
        const int Waiting = 10;
        await using var log = Open(new MessageLimits { Lanes = 1, MaxSetAside = Waiting, SetAsidePatience = TimeSpan.FromMinutes(1) });
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        var transaction = await HoldAsync(connection, "select 1 from conversations where id = $1 for update");

        var sends = Enumerable.Range(0, Waiting + 5).Select(i => SendAsync(log, _held, $"{i}")).ToList();
        for (var refused = 0; refused < 5; refused++)
        {
            var first = await Task.WhenAny(sends);
            Assert.Equal(ErrorCode.TooBusy, (await first).Refusal);
            sends.Remove(first);
        }

        Assert.Null((await SendAsync(log, _free, "free")).Refusal);
        await transaction.CommitAsync(Token);
        Assert.All(await Task.WhenAll(sends), outcome => Assert.Null(outcome.Refusal));
        Assert.Equal(Enumerable.Range(0, Waiting).Select(i => $"{i}"), (await ReadAsync(_held.Id)).Select(message => message.Text));
    }

    [Fact]
    public async Task D03_a_row_that_is_held_for_a_moment_is_waited_for_in_its_place()
    {
        await using var log = Open(new MessageLimits { Lanes = 1, LockPatience = TimeSpan.FromSeconds(10) });
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        var transaction = await HoldAsync(connection, "select 1 from conversations where id = $1 for update");

        var sending = SendAsync(log, _held, "hi");
        await _people.RunAsync("select pg_sleep(0.1)", Token);
        await transaction.CommitAsync(Token);

        Assert.Equal(1, (await sending).Value.Message.Sequence);
    }

    private NpgsqlMessageLog Open(MessageLimits limits) => new(
        database.DataSource, new IdGenerator(1, TimeProvider.System), _delivery, TimeProvider.System, Options.Create(limits), NullLoggerFactory.Instance);

    private async Task<NpgsqlTransaction> HoldAsync(NpgsqlConnection connection, string sql)
    {
        var transaction = await connection.BeginTransactionAsync(Token);
        await using var holding = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = _held.Id.Value } } };
        await holding.ExecuteNonQueryAsync(Token);
        return transaction;
    }

    private async Task<Outcome<SentMessage>> SendAsync(
        NpgsqlMessageLog log, (ConversationId Id, ConversationTarget Target) to, string text, Guid? clientId = null)
    {
        var draft = new MessageDraft(_alice, Origin: null, to.Target, clientId ?? Guid.NewGuid(), MessageKind.Text, text);
        return await log.AppendAsync(new PendingMessage(to.Id, ConversationKey.Of(_alice, to.Target), draft), Token);
    }

    private Task<IReadOnlyList<Message>> ReadAsync(ConversationId conversation)
        => new NpgsqlMessageReader(database.DataSource).ReadAfterAsync(conversation, 0, long.MaxValue, 10_000, Token);
}
