namespace ChatApp.Data.Broker;

/// <summary>The statements of the journal. Each does the same when it is run twice.</summary>
internal static class JournalSql
{
    // What is deleted in a statement is still seen by its other parts, so that the last place of a message is found by leaving them out.
    private const string WithoutPlaces = """
        delete from broker_messages m where m.id in (select message_id from gone) and not exists (
            select from broker_queue q where q.message_id = m.id
                and not exists (select from gone g where g.session_id = q.session_id and g.sequence = q.sequence))
        """;

    public const string EmptyQueues = $"""
        with gone as (delete from broker_queue where session_id = any($1) returning session_id, sequence, message_id)
        {WithoutPlaces}
        """;

    public const string EndSessions = "delete from broker_sessions where id = any($1)";

    public const string SaveSessions = """
        insert into broker_sessions (id, user_id, device_id, expiry_seconds, disconnected_at, sent_through,
            will_topic, will_payload, will_properties, will_qos, will_retain, will_delay_seconds, will_expiry_seconds)
        select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::timestamptz[], $6::bigint[],
            $7::text[], $8::bytea[], $9::bytea[], $10::smallint[], $11::boolean[], $12::bigint[], $13::bigint[])
        on conflict (id) do update set
            user_id = excluded.user_id, device_id = excluded.device_id, expiry_seconds = excluded.expiry_seconds,
            disconnected_at = excluded.disconnected_at, sent_through = excluded.sent_through,
            will_topic = excluded.will_topic, will_payload = excluded.will_payload, will_properties = excluded.will_properties,
            will_qos = excluded.will_qos, will_retain = excluded.will_retain,
            will_delay_seconds = excluded.will_delay_seconds, will_expiry_seconds = excluded.will_expiry_seconds
        """;

    public const string RemoveSubscriptions = """
        delete from broker_subscriptions s using unnest($1::bigint[], $2::bytea[]) as gone (session_id, filter_hash)
        where s.session_id = gone.session_id and s.filter_hash = gone.filter_hash
        """;

    public const string SaveSubscriptions = """
        insert into broker_subscriptions (session_id, filter_hash, filter, qos, no_local, retain_as_published, identifier)
        select * from unnest($1::bigint[], $2::bytea[], $3::text[], $4::smallint[], $5::boolean[], $6::boolean[], $7::integer[]) as saved (session_id)
        where exists (select from broker_sessions s where s.id = saved.session_id)
        on conflict (session_id, filter_hash) do update set
            qos = excluded.qos, no_local = excluded.no_local, retain_as_published = excluded.retain_as_published, identifier = excluded.identifier
        """;

    public const string ForgetIdentifiers = """
        delete from broker_identifiers i using unnest($1::bigint[], $2::integer[]) as gone (session_id, packet_identifier)
        where i.session_id = gone.session_id and i.packet_identifier = gone.packet_identifier
        """;

    public const string RememberIdentifiers = """
        insert into broker_identifiers (session_id, packet_identifier)
        select * from unnest($1::bigint[], $2::integer[]) as saved (session_id)
        where exists (select from broker_sessions s where s.id = saved.session_id)
        on conflict do nothing
        """;

    // A message is written with its first place: one for a session that has ended meanwhile is not written at all.
    public const string Enqueue = """
        with placed as (
            insert into broker_queue (session_id, sequence, message_id, qos, retain, released, identifiers)
            select session_id, sequence, message_id, qos, retain, released, string_to_array(identifiers, ',')::integer[]
            from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::smallint[], $5::boolean[], $6::boolean[], $7::text[])
                as place (session_id, sequence, message_id, qos, retain, released, identifiers)
            where exists (select from broker_sessions s where s.id = place.session_id)
            on conflict (session_id, sequence) do nothing
            returning message_id)
        insert into broker_messages (id, topic, payload, properties, qos, expires_at)
        select * from unnest($8::bigint[], $9::text[], $10::bytea[], $11::bytea[], $12::smallint[], $13::timestamptz[]) as message (id)
        where id in (select message_id from placed)
        on conflict (id) do nothing
        """;

    public const string Release = """
        update broker_queue q set released = true from unnest($1::bigint[], $2::bigint[]) as r (session_id, sequence)
        where q.session_id = r.session_id and q.sequence = r.sequence
        """;

    public const string Remove = $"""
        with gone as (
            delete from broker_queue q using unnest($1::bigint[], $2::bigint[]) as r (session_id, sequence)
            where q.session_id = r.session_id and q.sequence = r.sequence
            returning q.session_id, q.sequence, q.message_id)
        {WithoutPlaces}
        """;

    public const string RemoveRetained = "delete from broker_retained where topic_hash = any($1)";

    public const string SaveRetained = """
        insert into broker_retained (topic_hash, topic, payload, properties, qos, expires_at)
        select * from unnest($1::bytea[], $2::text[], $3::bytea[], $4::bytea[], $5::smallint[], $6::timestamptz[])
        on conflict (topic_hash) do update set
            payload = excluded.payload, properties = excluded.properties, qos = excluded.qos, expires_at = excluded.expires_at
        """;
}
