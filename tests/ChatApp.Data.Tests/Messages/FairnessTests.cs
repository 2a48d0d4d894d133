using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using ChatApp.Data.Messages;
using ChatApp.Testing;
using ChatApp.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests.Messages;

/// <summary>One busy conversation, and one slow moment of the database, cost the others little and lose nothing.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class FairnessTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private readonly RecordingDelivery _delivery = new();
    private readonly People _people = new(database.DataSource);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hot_conversation_starves_no_other_of_its_lane()
    {
        const int HotSenders = 64;
        const int Calm = 40;
        var alice = await _people.AddAsync("alice", Token);
        var hot = await _people.AddGroupAsync(Token, alice);
        var calm = await _people.AddGroupAsync(Token, alice);
        await using var log = Open(database.DataSource, new MessageLimits { Lanes = 1 });
        using var stop = new CancellationTokenSource();
        var before = 0;
        var flood = Enumerable.Range(0, HotSenders).Select(async _ =>
        {
            while (!stop.IsCancellationRequested)
            {
                await SendAsync(log, alice, hot, "hot");
                Interlocked.Increment(ref before);
            }
        }).ToArray();

        var overtaken = new List<int>();
        for (var i = 0; i < Calm; i++)
        {
            var started = Volatile.Read(ref before);
            Assert.Null((await SendAsync(log, alice, calm, $"calm {i}")).Refusal);
            overtaken.Add(Volatile.Read(ref before) - started);
        }

        await stop.CancelAsync();
        await Task.WhenAll(flood);

        // Whoever waits is in the next batch: no more than what was under way and one round of the others comes before.
        Assert.InRange(overtaken.Order().ElementAt(Calm / 2), 0, 3 * HotSenders);
        Assert.Equal(Calm, (await ReadAsync(database.DataSource, calm.Id)).Count);
    }

    [Fact]
    public async Task D02_while_PostgreSQL_is_frozen_a_full_queue_answers_TooBusy_memory_is_bounded_and_everybody_is_answered()
    {
        const int Senders = 20_000;
        const int Room = 500;
        await using var cluster = await PrivateCluster.StartNewAsync(Token);
        await using var source = await MigratedAsync(cluster);
        var people = new People(source);
        var alice = await people.AddAsync("alice", Token);
        var group = await people.AddGroupAsync(Token, alice);
        await using var log = Open(source, new MessageLimits { Lanes = 1, MaxWaiting = Room });
        await SendAsync(log, alice, group, "before");

        List<Task<Outcome<SentMessage>>> sends = [];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Outcome<SentMessage>[] outcomes;
        using (cluster.Freeze())
        {
            var refused = 0;
            for (var i = 0; i < Senders; i++)
            {
                var sending = SendAsync(log, alice, group, $"{i}");
                if (sending.IsCompleted)
                {
                    Assert.Equal(ErrorCode.TooBusy, (await sending).Refusal);
                    refused++;
                }
                else
                {
                    sends.Add(sending);
                }
            }

            // What it took is the queue and a batch on its way; each of them holds its text and little else.
            Assert.InRange(refused, Senders - Room - 256 - 1, Senders - Room);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * 1024 * 1024);
            outcomes = await Task.WhenAll(sends).WaitAsync(TimeSpan.FromMinutes(1), Token);
        }

        Assert.All(outcomes, outcome => Assert.Equal(ErrorCode.Unavailable, outcome.Refusal));
        var after = await SendAsync(log, alice, group, "after");
        while (after.Refusal == ErrorCode.Unavailable)
        {
            after = await SendAsync(log, alice, group, "after");
        }

        // What was answered with Unavailable may have been written all the same, and then once and in its place.
        var stored = await ReadAsync(source, group.Id);
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(message => message.Sequence));
        Assert.Equal(stored.Count, stored.Select(message => message.ClientId).Distinct().Count());
        Assert.Equal("after", stored[^1].Text);
    }

    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    public async Task D03_a_deadlock_or_a_serialization_failure_is_tried_again_and_the_sender_sees_nothing_of_it(string sqlState)
    {
        await using var own = await PostgresDatabase.CreateAsync(Token);
        var people = new People(own.DataSource);
        var alice = await people.AddAsync("alice", Token);
        var group = await people.AddGroupAsync(Token, alice);

        // A sequence does not go back with its transaction: the first two writes fail, the third does not.
        await people.RunAsync("create sequence failures", Token);
        await people.RunAsync(
            $"""
            create function fail() returns trigger language plpgsql as $$
            begin
                if nextval('failures') <= 2 then
                    raise exception 'made by the test' using errcode = '{sqlState}';
                end if;
                return new;
            end $$
            """,
            Token);
        await people.RunAsync("create trigger fails before insert on messages for each row execute function fail()", Token);
        await using var log = Open(own.DataSource, new MessageLimits());

        var sent = await SendAsync(log, alice, group, "hi");

        Assert.Equal(1, sent.Value.Message.Sequence);
        Assert.Single(await ReadAsync(own.DataSource, group.Id));
    }

    private static async Task<NpgsqlDataSource> MigratedAsync(PrivateCluster cluster)
    {
        // As the program reaches it: nothing waits for a frozen database longer than this.
        var source = NpgsqlDataSource.Create(cluster.ConnectionString + ";Timeout=2;Command Timeout=2");
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddChatAppData(cluster.ConnectionString).BuildServiceProvider();
        await using var context = await services.GetRequiredService<IDbContextFactory<ChatAppDbContext>>().CreateDbContextAsync(Token);
        await context.Database.MigrateAsync(Token);
        return source;
    }

    private NpgsqlMessageLog Open(NpgsqlDataSource source, MessageLimits limits)
        => new(source, new IdGenerator(1, TimeProvider.System), _delivery, TimeProvider.System, Options.Create(limits), NullLoggerFactory.Instance);

    private static async Task<Outcome<SentMessage>> SendAsync(NpgsqlMessageLog log, UserId sender, (ConversationId Id, ConversationTarget Target) to, string text)
    {
        var draft = new MessageDraft(sender, Origin: null, to.Target, Guid.NewGuid(), MessageKind.Text, text);
        return await log.AppendAsync(new PendingMessage(to.Id, ConversationKey.Of(sender, to.Target), draft), Token);
    }

    private static Task<IReadOnlyList<Message>> ReadAsync(NpgsqlDataSource source, ConversationId conversation)
        => new NpgsqlMessageReader(source).ReadAfterAsync(conversation, 0, long.MaxValue, 100_000, Token);
}
