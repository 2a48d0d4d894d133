using System.Text;
using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using ChatApp.Data.Broker;
using ChatApp.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace ChatApp.Data.Tests.Broker;

/// <summary>What the broker's store promises: everything that was committed is read again, once, and nothing else.</summary>
public sealed class BrokerStoreTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private PostgresDatabase _database = null!;
    private BrokerJournal _journal = null!;
    private NpgsqlBrokerStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await PostgresDatabase.CreateAsync(Token);
        _journal = Journal(_database.DataSource);
        _store = new NpgsqlBrokerStore(_database.DataSource, _journal);
    }

    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_session_comes_back_with_its_subscriptions_identifiers_and_will()
    {
        var will = new KeptWill(Message("last/words", "gone", expiresAt: null), Retain: true, DelaySeconds: 30, ExpirySeconds: uint.MaxValue);
        var session = new KeptSession(7, new UserId("alice"), new DeviceId("phone"), uint.MaxValue, Noon, SentThrough: 12, will);
        await WriteAsync(
            new SaveSession(session),
            new SaveSubscription(7, new KeptSubscription("a/+", 1, NoLocal: true, RetainAsPublished: false, Identifier: 268_435_455)),
            new SaveSubscription(7, new KeptSubscription("b/#", 2, NoLocal: false, RetainAsPublished: true, Identifier: null)),
            new RememberIdentifier(7, ushort.MaxValue),
            new RememberIdentifier(7, 1));
        await WriteAsync(
            new SaveSubscription(7, new KeptSubscription("b/#", 0, NoLocal: false, RetainAsPublished: true, Identifier: 5)),
            new RemoveSubscription(7, "a/+"),
            new RemoveSubscription(7, "never/there"),
            new ForgetIdentifier(7, 1));

        var found = Assert.Single(await SessionsAsync());

        Assert.Equal(session with { Will = null }, found.Session with { Will = null });
        Assert.Equal("gone", Encoding.UTF8.GetString(found.Session.Will!.Message.Payload.Span));
        Assert.Equal((true, 30u, uint.MaxValue), (found.Session.Will.Retain, found.Session.Will.DelaySeconds, found.Session.Will.ExpirySeconds!.Value));
        Assert.Equal([new KeptSubscription("b/#", 0, false, true, 5)], found.Subscriptions);
        Assert.Equal([ushort.MaxValue], found.PacketIdentifiers);
        Assert.Equal((0L, 0, 0L), (found.LastSequence, found.QueuedMessages, found.QueuedBytes));
    }

    [Fact]
    public async Task A_message_is_stored_once_for_many_queues_and_goes_with_its_last_place()
    {
        await WriteAsync(Session(1), Session(2), new EnqueueMessage(Message("t", "hello"), [Place(1, 10), Place(2, 20, qos: 2, retain: true, identifiers: [3, 9])]));
        Assert.Equal(1, await CountAsync("broker_messages"));
        var queued = Assert.Single(await _store.ReadQueueAsync(2, after: 0, limit: 10, long.MaxValue, Token));
        Assert.Equal((20L, (byte)2, true, false), (queued.Place.Sequence, queued.Place.QoS, queued.Place.Retain, queued.Released));
        Assert.Equal([3, 9], queued.Place.SubscriptionIdentifiers);
        Assert.Equal(("t", "hello", Noon), (queued.Message.Topic, Encoding.UTF8.GetString(queued.Message.Payload.Span), queued.Message.ExpiresAt!.Value));

        await WriteAsync(new RemoveMessage(1, 10));
        Assert.Equal(1, await CountAsync("broker_messages"));
        await WriteAsync(new ReleaseMessage(2, 20));
        Assert.True(Assert.Single(await _store.ReadQueueAsync(2, 0, 10, long.MaxValue, Token)).Released);
        await WriteAsync(new RemoveMessage(2, 20), new RemoveMessage(2, 20));

        Assert.Equal(0, await CountAsync("broker_messages"));
        Assert.Equal(0, await CountAsync("broker_queue"));
    }

    [Fact]
    public async Task Two_places_of_one_message_that_go_at_once_take_it_with_them()
    {
        await WriteAsync(Session(1), Session(2), new EnqueueMessage(Message("t", "x"), [Place(1, 1), Place(2, 1)]));

        await WriteAsync(new RemoveMessage(1, 1), new RemoveMessage(2, 1));

        Assert.Equal(0, await CountAsync("broker_messages"));
    }

    [Fact]
    public async Task A_session_that_ends_takes_its_queue_and_leaves_that_of_others()
    {
        await WriteAsync(Session(1), Session(2), new RememberIdentifier(1, 4), new SaveSubscription(1, new KeptSubscription("#", 0, false, false, null)));
        await WriteAsync(new EnqueueMessage(Message("a", "both"), [Place(1, 1), Place(2, 1)]), new EnqueueMessage(Message("a", "one"), [Place(1, 2)]));

        await WriteAsync(new EndSession(1));

        Assert.Equal(2, Assert.Single(await SessionsAsync()).Session.Id);
        Assert.Equal(1, await CountAsync("broker_messages"));
        Assert.Equal(0, await CountAsync("broker_subscriptions"));
        Assert.Equal(0, await CountAsync("broker_identifiers"));
    }

    [Fact]
    public async Task What_comes_for_a_session_that_has_ended_is_not_kept()
    {
        await WriteAsync(Session(1));
        await WriteAsync(new EndSession(1));

        await WriteAsync(
            new EnqueueMessage(Message("a", "late"), [Place(1, 1)]),
            new SaveSubscription(1, new KeptSubscription("a", 0, false, false, null)),
            new RememberIdentifier(1, 1));

        Assert.Equal((0, 0, 0), (await CountAsync("broker_messages"), await CountAsync("broker_subscriptions"), await CountAsync("broker_identifiers")));
    }

    [Fact]
    public async Task Within_one_call_the_last_of_several_to_one_thing_counts()
    {
        await WriteAsync(
            Session(1),
            new EnqueueMessage(Message("a", "came and went"), [Place(1, 1)]),
            new RemoveMessage(1, 1),
            new EnqueueMessage(Message("a", "released"), [Place(1, 2)]),
            new ReleaseMessage(1, 2),
            new SaveRetained(Message("r", "first")),
            new SaveRetained(Message("r", "second")),
            new SaveRetained(Message("s", "gone")),
            new RemoveRetained("s"),
            new RememberIdentifier(1, 9),
            new ForgetIdentifier(1, 9),
            Session(3),
            new RememberIdentifier(3, 9),
            new EnqueueMessage(Message("a", "for nobody"), [Place(3, 1)]),
            new EndSession(3));

        Assert.True(Assert.Single(await _store.ReadQueueAsync(1, 0, 10, long.MaxValue, Token)).Released);
        Assert.Equal(["second"], await RetainedAsync());
        Assert.Equal(1, await CountAsync("broker_messages"));
        Assert.Empty(Assert.Single(await SessionsAsync()).PacketIdentifiers);
    }

    [Fact]
    public async Task A_queue_is_read_in_pages_and_counted()
    {
        await WriteAsync(Session(1));
        await WriteAsync([.. Enumerable.Range(1, 25).Select(place => new EnqueueMessage(Message("主题", $"{place:00}"), [Place(1, place * 3)]))]);

        var read = new List<string>();
        for (var after = 0L; await _store.ReadQueueAsync(1, after, 10, long.MaxValue, Token) is { Count: > 0 } page; after = page[^1].Place.Sequence)
        {
            Assert.InRange(page.Count, 1, 10);
            read.AddRange(page.Select(queued => Encoding.UTF8.GetString(queued.Message.Payload.Span)));
        }

        Assert.Equal([.. Enumerable.Range(1, 25).Select(place => $"{place:00}")], read);
        var session = Assert.Single(await SessionsAsync());
        Assert.Equal((75L, 25, 25L * (6 + 2 + 3)), (session.LastSequence, session.QueuedMessages, session.QueuedBytes));
    }

    [Fact]
    public async Task Topics_and_filters_of_the_greatest_length_are_kept_apart_by_their_last_letter()
    {
        var (one, other) = (new string('t', 65_534) + "1", new string('t', 65_534) + "2");
        await WriteAsync(
            Session(1),
            new SaveSubscription(1, new KeptSubscription(one, 1, false, false, null)),
            new SaveSubscription(1, new KeptSubscription(other, 1, false, false, null)),
            new SaveRetained(Message(one, "one")),
            new SaveRetained(Message(other, "other")));
        await WriteAsync(new RemoveRetained(one), new RemoveSubscription(1, one));

        Assert.Equal(["other"], await RetainedAsync());
        Assert.Equal(other, Assert.Single(Assert.Single(await SessionsAsync()).Subscriptions).Filter);
    }

    [Fact]
    public async Task Retained_messages_that_have_expired_are_left_out()
    {
        await WriteAsync(
            new SaveRetained(Message("old", "expired", TimeProvider.System.GetUtcNow().AddMinutes(-1))),
            new SaveRetained(Message("young", "lasts", TimeProvider.System.GetUtcNow().AddMinutes(1))));

        Assert.Equal(["lasts"], await RetainedAsync());
    }

    [Fact]
    public async Task What_the_database_does_not_take_costs_the_others_nothing()
    {
        await WriteAsync(Session(1));
        var before = _store.WriteAsync([new EnqueueMessage(Message("a", "before"), [Place(1, 1)])], Token);
        var broken = _store.WriteAsync([new EnqueueMessage(Message("a\0b", "NUL is no letter of PostgreSQL"), [Place(1, 2)])], Token);
        var after = _store.WriteAsync([new EnqueueMessage(Message("a", "after"), [Place(1, 3)])], Token);

        await before;
        await after;
        await Assert.ThrowsAsync<PostgresException>(() => broken);
        Assert.Equal([1L, 3L], (await _store.ReadQueueAsync(1, 0, 10, long.MaxValue, Token)).Select(queued => queued.Place.Sequence));
    }

    [Fact]
    public async Task P1_what_was_acknowledged_survives_a_killed_PostgreSQL_and_what_waits_is_written_when_it_is_back()
    {
        await using var cluster = await PrivateCluster.StartNewAsync(Token);
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var script = source.CreateCommand(CreateScript());
        await script.ExecuteNonQueryAsync(Token);
        await using var journal = Journal(source);
        var store = new NpgsqlBrokerStore(source, journal);
        await store.WriteAsync([Session(1), new EnqueueMessage(Message("a", "0"), [Place(1, 1)])], Token);

        cluster.Kill();
        await Task.WhenAll(Enumerable.Range(2, 200).Select(place => store.WriteAsync([new EnqueueMessage(Message("a", "later"), [Place(1, place)])], Token)));

        var found = await store.ReadQueueAsync(1, 0, 1_000, long.MaxValue, Token);
        Assert.Equal([.. Enumerable.Range(1, 201).Select(place => (long)place)], found.Select(queued => queued.Place.Sequence));
    }

    private static BrokerJournal Journal(NpgsqlDataSource source)
        => new(source, TimeProvider.System, NullLogger<BrokerJournal>.Instance);

    private static SaveSession Session(long id)
        => new(new KeptSession(id, new UserId("u"), new DeviceId($"d{id}"), 3_600, DisconnectedAt: null, SentThrough: 0, Will: null));

    private static QueuePlace Place(long session, long sequence, byte qos = 1, bool retain = false, IReadOnlyList<int>? identifiers = null)
        => new(session, sequence, qos, retain, identifiers ?? []);

    private static BrokerMessage Message(string topic, string payload, DateTimeOffset? expiresAt)
        => new(topic, Encoding.UTF8.GetBytes(payload), new byte[] { 1, 2, 3 }, QoS: 1, expiresAt);

    private static BrokerMessage Message(string topic, string payload) => Message(topic, payload, topic == "t" ? Noon : null);

    // The migrations as the program ships them.
    private static string CreateScript()
    {
        using var stream = typeof(BrokerJournal).Assembly.GetManifestResourceStream("ChatApp.Data.Migrations.create.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private Task WriteAsync(params BrokerOperation[] operations) => _store.WriteAsync(operations, Token);

    private async Task<List<StoredSession>> SessionsAsync()
    {
        var sessions = new List<StoredSession>();
        await foreach (var session in _store.ReadSessionsAsync(Token))
        {
            sessions.Add(session);
        }

        return sessions;
    }

    private async Task<List<string>> RetainedAsync()
    {
        var retained = new List<string>();
        await foreach (var message in _store.ReadRetainedAsync(Token))
        {
            retained.Add(Encoding.UTF8.GetString(message.Payload.Span));
        }

        return retained;
    }

    private async Task<long> CountAsync(string table)
    {
        await using var command = _database.DataSource.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}
