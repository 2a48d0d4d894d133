using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Messages;

internal sealed class HiddenMessageRowConfiguration : IEntityTypeConfiguration<HiddenMessageRow>
{
    public void Configure(EntityTypeBuilder<HiddenMessageRow> builder)
    {
        builder.ToTable("hidden_messages");
        builder.HasKey(row => new { row.UserId, row.ConversationId, row.Sequence });
        builder.Property(row => row.UserId).HasMaxLength(64);

        // For retention, which removes messages with what belongs to them.
        builder.HasIndex(row => new { row.ConversationId, row.Sequence });
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
