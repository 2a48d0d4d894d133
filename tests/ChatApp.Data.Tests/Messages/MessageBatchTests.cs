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

/// <summary>Batches in which something stands against some of the messages.</summary>
public sealed class MessageBatchTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IAsyncLifetime
{
    private readonly RecordingDelivery _delivery = new();
    private readonly People _people = new(database.DataSource);
    private NpgsqlMessageLog _log = null!;
    private UserId _alice;
    private UserId _bob;
    private ConversationId _conversation;
    private ConversationTarget _target;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _log = new NpgsqlMessageLog(
            database.DataSource, new IdGenerator(1, TimeProvider.System), _delivery, TimeProvider.System, Options.Create(new MessageLimits()), NullLoggerFactory.Instance);
        _alice = await _people.AddAsync("alice", Token);
        _bob = await _people.AddAsync("bob", Token);
        (_conversation, _target) = await _people.AddGroupAsync(Token, _alice, _bob);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    [Fact]
    public async Task P2_P3_strangers_muted_members_and_used_client_ids_cost_the_others_of_their_batch_nothing()
    {
        var eve = await _people.AddAsync("eve", Token);
        var used = Guid.NewGuid();
        var twice = Guid.NewGuid();
        var first = await SendAsync(_alice, "first", used);
        await _people.RunAsync(
            "update conversation_members set muted_until = now() + interval '1 hour' where conversation_id = $1 and user_id = $2", Token, _conversation.Value, _bob.Value);

        // The first goes alone; what comes while it is written is one batch.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i switch
        {
            20 => SendAsync(eve, "a stranger"),
            30 => SendAsync(_bob, "muted"),
            40 => SendAsync(_alice, "again", used),
            50 or 51 => SendAsync(_alice, $"twice {i}", twice),
            _ => SendAsync(_alice, $"{i}"),
        }));

        Assert.Equal(ErrorCode.NotAMember, outcomes[20].Refusal);
        Assert.Equal(ErrorCode.Muted, outcomes[30].Refusal);
        Assert.Equal(first.Value.Message.Id, outcomes[40].Value.Message.Id);
        Assert.Equal(outcomes[50].Value.Message.Id, outcomes[51].Value.Message.Id);
        var stored = await ReadAllAsync();
        Assert.Equal(Enumerable.Range(1, 1 + 95 + 1).Select(i => (long)i), stored.Select(message => message.Sequence));
        Assert.Equal(stored.Select(message => message.Id), _delivery.Messages.Select(message => message.Id));
    }

    [Fact]
    public async Task O07_a_removal_that_races_with_a_lone_send_comes_before_or_after_it_and_never_both()
    {
        for (var round = 0; round < 40; round++)
        {
            await _people.RunAsync(
                "update conversation_members set left_sequence = null where conversation_id = $1 and user_id = $2", Token, _conversation.Value, _bob.Value);

            var removing = RemoveBobAsync(TimeSpan.FromMilliseconds(round % 4));
            var sent = await SendAsync(_bob, $"{round}");
            var left = await removing;

            if (sent.Refusal is null)
            {
                Assert.InRange(sent.Value.Message.Sequence, 1, left);
            }
            else
            {
                Assert.Equal(ErrorCode.NotAMember, sent.Refusal);
            }
        }

        var stored = await ReadAllAsync();
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(message => message.Sequence));
    }

    [Fact]
    public async Task A_lone_mention_of_everyone_is_marked_on_the_conversation()
    {
        await SendAsync(_alice, "one");
        await SendAsync(_alice, "all of you", mentions: [MessageLimits.Everyone]);

        Assert.Equal(2, await _people.NumberAsync("select everyone_mentioned_sequence from conversations where id = $1", Token, _conversation.Value));
    }

    // As the store of groups does it: under the conversation's lock, which a send waits for.
    private async Task<long> RemoveBobAsync(TimeSpan holding)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using var locking = new NpgsqlCommand("select last_sequence from conversations where id = $1 for update", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = _conversation.Value } },
        };
        var last = (long)(await locking.ExecuteScalarAsync(Token))!;
        await Task.Delay(holding, Token);
        await using var leaving = new NpgsqlCommand("update conversation_members set left_sequence = $2 where conversation_id = $1 and user_id = $3", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = _conversation.Value },
                new NpgsqlParameter<long> { TypedValue = last },
                new NpgsqlParameter<string> { TypedValue = _bob.Value },
            },
        };
        await leaving.ExecuteNonQueryAsync(Token);
        await transaction.CommitAsync(Token);
        return last;
    }

    private async Task<Outcome<SentMessage>> SendAsync(UserId sender, string text, Guid? clientId = null, IReadOnlyList<string>? mentions = null)
    {
        var draft = new MessageDraft(sender, Origin: null, _target, clientId ?? Guid.NewGuid(), MessageKind.Text, text, Mentions: mentions);
        return await _log.AppendAsync(new PendingMessage(_conversation, ConversationKey.Of(sender, _target), draft), Token);
    }

    private Task<IReadOnlyList<Message>> ReadAllAsync()
        => new NpgsqlMessageReader(database.DataSource).ReadAfterAsync(_conversation, 0, long.MaxValue, 10_000, Token);
}
