using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChatApp.Data.Migrations;

/// <summary>Makes the audit log append-only, which EF Core cannot say. Written by hand, applied after the generated migration.</summary>
[DbContext(typeof(ChatAppDbContext))]
[Migration("20260103000000_AppendOnlyAudit")]
internal sealed class AppendOnlyAudit : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create function refuse_audit_change() returns trigger language plpgsql as $$
        begin
            raise exception 'The audit log can only be added to.';
        end $$;
        create trigger audit_log_append_only before update or delete or truncate on audit_log
            for each statement execute function refuse_audit_change();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        drop trigger audit_log_append_only on audit_log;
        drop function refuse_audit_change();
        """);
}
