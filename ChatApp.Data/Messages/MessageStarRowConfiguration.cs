using ChatApp.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Messages;

internal sealed class MessageStarRowConfiguration : IEntityTypeConfiguration<MessageStarRow>
{
    public void Configure(EntityTypeBuilder<MessageStarRow> builder)
    {
        builder.ToTable("message_stars");
        builder.HasKey(row => new { row.UserId, row.ConversationId, row.Sequence });
        builder.Property(row => row.UserId).HasMaxLength(64);
        builder.Property(row => row.Id).UseIdentityAlwaysColumn();
        builder.HasIndex(row => new { row.UserId, row.Id }).IsUnique();

        // For retention, which removes messages with what belongs to them.
        builder.HasIndex(row => new { row.ConversationId, row.Sequence });
        builder.HasOne<Account>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
