using System.Runtime.CompilerServices;
using ChatApp.Core.Broker;
using ChatApp.Core.Kernel;
using Npgsql;

namespace ChatApp.Data.Broker;

/// <summary>The broker's store: a journal that writes, and plain reads.</summary>
internal sealed class NpgsqlBrokerStore(NpgsqlDataSource database, BrokerJournal journal) : IBrokerStore
{
    private const string BelongingsSql = """
        select session_id, filter, qos, no_local, retain_as_published, identifier from broker_subscriptions;
        select session_id, packet_identifier from broker_identifiers;
        select q.session_id, max(q.sequence), count(*)::integer,
            sum(octet_length(m.topic) + octet_length(m.payload) + octet_length(m.properties))::bigint
        from broker_queue q join broker_messages m on m.id = q.message_id
        group by q.session_id
        """;

    private const string SessionsSql = """
        select id, user_id, device_id, expiry_seconds, disconnected_at, sent_through,
            will_topic, will_payload, will_properties, will_qos, will_retain, will_delay_seconds, will_expiry_seconds
        from broker_sessions
        """;

    private const string RetainedSql = "select topic, payload, properties, qos, expires_at from broker_retained where expires_at is null or expires_at > now()";

    private const string QueueSql = """
        select q.sequence, q.qos, q.retain, q.identifiers, q.released, m.topic, m.payload, m.properties, m.qos, m.expires_at
        from broker_queue q join broker_messages m on m.id = q.message_id
        where q.session_id = $1 and q.sequence > $2
        order by q.sequence
        limit $3
        """;

    public Task WriteAsync(IReadOnlyList<BrokerOperation> operations, CancellationToken cancellationToken)
        => journal.WriteAsync(operations).WaitAsync(cancellationToken);

    public async IAsyncEnumerable<StoredSession> ReadSessionsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var belongings = await ReadBelongingsAsync(cancellationToken);
        await using var command = database.CreateCommand(SessionsSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var session = new KeptSession(
                row.GetInt64(0), new UserId(row.GetString(1)), new DeviceId(row.GetString(2)), (uint)row.GetInt64(3), Moment(row, 4), row.GetInt64(5), Will(row));
            var (subscriptions, identifiers, last, messages, bytes) = belongings.GetValueOrDefault(session.Id) ?? new SessionBelongings();
            yield return new StoredSession(session, subscriptions, identifiers, last, messages, bytes);
        }
    }

    public async IAsyncEnumerable<BrokerMessage> ReadRetainedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(RetainedSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            yield return Message(row, 0);
        }
    }

    public async Task<IReadOnlyList<QueuedMessage>> ReadQueueAsync(long session, long after, int limit, long maxBytes, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(QueueSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = session });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<QueuedMessage>();
        while (maxBytes > 0 && await row.ReadAsync(cancellationToken))
        {
            var identifiers = row.IsDBNull(3) ? [] : row.GetFieldValue<int[]>(3);
            var place = new QueuePlace(session, row.GetInt64(0), (byte)row.GetInt16(1), row.GetBoolean(2), identifiers);
            var message = Message(row, 5);
            page.Add(new QueuedMessage(place, row.GetBoolean(4), message));
            maxBytes -= message.Topic.Length + message.Payload.Length + message.Properties.Length;
        }

        return page;
    }

    private async Task<Dictionary<long, SessionBelongings>> ReadBelongingsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, SessionBelongings>();
        await using var command = database.CreateCommand(BelongingsSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            Of(row.GetInt64(0)).Subscriptions.Add(new KeptSubscription(
                row.GetString(1), (byte)row.GetInt16(2), row.GetBoolean(3), row.GetBoolean(4), row.IsDBNull(5) ? null : row.GetInt32(5)));
        }

        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            Of(row.GetInt64(0)).PacketIdentifiers.Add((ushort)row.GetInt32(1));
        }

        await row.NextResultAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var session = row.GetInt64(0);
            found[session] = Of(session) with { LastSequence = row.GetInt64(1), QueuedMessages = row.GetInt32(2), QueuedBytes = row.GetInt64(3) };
        }

        return found;

        SessionBelongings Of(long session)
        {
            if (!found.TryGetValue(session, out var belongings))
            {
                found[session] = belongings = new SessionBelongings();
            }

            return belongings;
        }
    }

    private static KeptWill? Will(NpgsqlDataReader row) => row.IsDBNull(6)
        ? null
        : new KeptWill(
            new BrokerMessage(row.GetString(6), row.GetFieldValue<byte[]>(7), row.GetFieldValue<byte[]>(8), (byte)row.GetInt16(9), ExpiresAt: null),
            row.GetBoolean(10),
            (uint)row.GetInt64(11),
            row.IsDBNull(12) ? null : (uint)row.GetInt64(12));

    private static BrokerMessage Message(NpgsqlDataReader row, int from) => new(
        row.GetString(from), row.GetFieldValue<byte[]>(from + 1), row.GetFieldValue<byte[]>(from + 2), (byte)row.GetInt16(from + 3), Moment(row, from + 4));

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetFieldValue<DateTimeOffset>(at);
}
