using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChatApp.Data.Migrations;

/// <summary>
/// What EF Core cannot say of the search index. Written by hand, applied after the tables are there. The trigger keeps the index true
/// whoever changes a text; sends are inserts, which it does not see.
/// </summary>
[DbContext(typeof(ChatAppDbContext))]
[Migration("20260104000000_SearchIndexTables")]
internal sealed class SearchIndexTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table search_blocks alter column signature set storage plain;
        create function forget_search_block() returns trigger language plpgsql as $$
        begin
            insert into search_blocks (conversation_id, block, signature, bits, kinds, first_id, last_id, version)
            values (new.conversation_id, (new.sequence - 1) / 64, null, 0, -1, 0, 9223372036854775807, 1)
            on conflict (conversation_id, block) do update set signature = null, kinds = -1, version = search_blocks.version + 1;
            return null;
        end $$;
        create trigger messages_changed_text after update of text on messages
            for each row when (new.text is distinct from old.text and new.text <> '') execute function forget_search_block();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop trigger messages_changed_text on messages;
        drop function forget_search_block();
        """);
}
