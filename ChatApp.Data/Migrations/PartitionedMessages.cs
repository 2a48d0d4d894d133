using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChatApp.Data.Migrations;

/// <summary>
/// The message log: partitioned by hash of the conversation, which EF Core cannot say. Written by hand, applied after the generated
/// migration.
/// </summary>
[DbContext(typeof(ChatAppDbContext))]
[Migration("20260102000000_PartitionedMessages")]
internal sealed class PartitionedMessages : Migration
{
    private const int Partitions = 16;

    // What belongs to a message goes with it when retention removes it. Nothing here is touched by a send.
    private static readonly string[] Belongings = ["message_edits", "message_changes", "message_reactions", "message_pins", "message_stars", "hidden_messages"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table messages (
                conversation_id bigint not null,
                sequence bigint not null,
                id bigint not null,
                sender_id varchar(64) not null,
                client_id uuid not null,
                kind smallint not null,
                state smallint not null default 0,
                text text not null,
                payload json,
                mentions text[],
                reply_to bigint,
                wire_type integer,
                sent_at timestamptz not null,
                version integer,
                edited_at timestamptz,
                recalled_by varchar(64),
                primary key (conversation_id, sequence),
                unique (conversation_id, sender_id, client_id)
            ) partition by hash (conversation_id);
            create index ix_messages_id on messages (id);
            """);
        for (var i = 0; i < Partitions; i++)
        {
            migrationBuilder.Sql($"create table messages_{i:00} partition of messages for values with (modulus {Partitions}, remainder {i});");
        }

        foreach (var table in Belongings)
        {
            migrationBuilder.Sql($"alter table {table} add foreign key (conversation_id, sequence) references messages (conversation_id, sequence) on delete cascade;");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table messages cascade;");
}
