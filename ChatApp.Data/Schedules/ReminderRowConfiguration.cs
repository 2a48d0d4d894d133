using ChatApp.Core.Schedules;
using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Schedules;

internal sealed class ReminderRowConfiguration : IEntityTypeConfiguration<ReminderRow>
{
    public void Configure(EntityTypeBuilder<ReminderRow> builder)
    {
        builder.ToTable("reminders");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => new { row.UserId, row.DueAt });
        builder.HasIndex(row => row.NextTryAt).HasFilter("next_try_at is not null");
        builder.Property(row => row.Target).HasMaxLength(64);
        builder.Property(row => row.Note).HasMaxLength(ScheduleLimits.MaxNote);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
