using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChatApp.Data.Migrations;

/// <summary>
/// What the MQTT broker keeps, written by hand because no entity stands for it. Topics and filters may have 65,535 bytes, more than an
/// index takes, so their SHA-256 is the key.
/// </summary>
[DbContext(typeof(ChatAppDbContext))]
[Migration("20260105000000_BrokerTables")]
internal sealed class BrokerTables : Migration
{
    private const string RulesSql = """
        create table topic_rules (
            id bigint generated always as identity primary key,
            prefix text not null,
            subject smallint not null,
            name text not null,
            rights smallint not null,
            changed_by text not null,
            changed_at timestamptz not null,
            unique (prefix, subject, name));
        """;

    private const string SessionsSql = """
        create table broker_sessions (
            id bigint primary key,
            user_id text not null,
            device_id text not null,
            expiry_seconds bigint not null,
            disconnected_at timestamptz,
            sent_through bigint not null,
            will_topic text,
            will_payload bytea,
            will_properties bytea,
            will_qos smallint,
            will_retain boolean,
            will_delay_seconds bigint,
            will_expiry_seconds bigint);
        create table broker_subscriptions (
            session_id bigint not null references broker_sessions on delete cascade,
            filter_hash bytea not null,
            filter text not null,
            qos smallint not null,
            no_local boolean not null,
            retain_as_published boolean not null,
            identifier integer,
            primary key (session_id, filter_hash));
        create table broker_identifiers (
            session_id bigint not null references broker_sessions on delete cascade,
            packet_identifier integer not null,
            primary key (session_id, packet_identifier));
        create table broker_messages (
            id bigint primary key,
            topic text not null,
            payload bytea not null,
            properties bytea not null,
            qos smallint not null,
            expires_at timestamptz);
        create table broker_queue (
            session_id bigint not null,
            sequence bigint not null,
            message_id bigint not null,
            qos smallint not null,
            retain boolean not null,
            released boolean not null,
            identifiers integer[],
            primary key (session_id, sequence));
        create index ix_broker_queue_message_id on broker_queue (message_id);
        create table broker_retained (
            topic_hash bytea primary key,
            topic text not null,
            payload bytea not null,
            properties bytea not null,
            qos smallint not null,
            expires_at timestamptz);
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(SessionsSql);
        migrationBuilder.Sql(RulesSql);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop table topic_rules, broker_retained, broker_queue, broker_messages, broker_identifiers, broker_subscriptions, broker_sessions;
        """);
}
