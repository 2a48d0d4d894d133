using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Schedules;

internal sealed class ScheduledMessageRowConfiguration : IEntityTypeConfiguration<ScheduledMessageRow>
{
    public void Configure(EntityTypeBuilder<ScheduledMessageRow> builder)
    {
        builder.ToTable("scheduled_messages");
        builder.HasKey(row => new { row.UserId, row.ClientId });
        builder.HasIndex(row => row.NextTryAt).HasFilter("next_try_at is not null");
        builder.Property(row => row.Target).HasMaxLength(64);
        builder.Property(row => row.Payload).HasColumnType("json");
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
