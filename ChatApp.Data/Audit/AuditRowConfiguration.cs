using ChatApp.Core.Audit;
using ChatApp.Core.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Audit;

internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_log");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Actor).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.Action).HasMaxLength(AuditDraft.MaxAction).UseCollation("C");
        builder.Property(row => row.Target).HasMaxLength(AuditDraft.MaxTarget);
        builder.Property(row => row.Reason).HasMaxLength(AuditDraft.MaxReason);
        builder.HasIndex(row => new { row.Actor, row.Id });
        builder.HasIndex(row => new { row.Target, row.Id });
    }
}
