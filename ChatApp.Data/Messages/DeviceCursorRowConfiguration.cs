using ChatApp.Core.Users;
using ChatApp.Data.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Messages;

internal sealed class DeviceCursorRowConfiguration : IEntityTypeConfiguration<DeviceCursorRow>
{
    public void Configure(EntityTypeBuilder<DeviceCursorRow> builder)
    {
        builder.ToTable("device_cursors");
        builder.HasKey(row => new { row.UserId, row.DeviceId, row.ConversationId });
        builder.Property(row => row.DeviceId).HasMaxLength(64);
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ConversationRow>().WithMany().HasForeignKey(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}
