using ChatApp.Core.Kernel;
using ChatApp.Core.Sessions;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Sessions;

internal sealed class SecurityEventRowConfiguration : IEntityTypeConfiguration<SecurityEventRow>
{
    public void Configure(EntityTypeBuilder<SecurityEventRow> builder)
    {
        builder.ToTable("security_events");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.UserId).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.DeviceName).HasMaxLength(SecurityEventDraft.MaxDeviceName);
        builder.Property(row => row.Address).HasMaxLength(64);
        builder.Property(row => row.Detail).HasMaxLength(SecurityEventDraft.MaxDetail);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.UserId, row.Id });
        builder.HasIndex(row => row.At);
    }
}
