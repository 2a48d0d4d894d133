using ChatApp.Core.Kernel;
using ChatApp.Data.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Review;

internal sealed class ReviewRowConfiguration : IEntityTypeConfiguration<ReviewRow>
{
    public void Configure(EntityTypeBuilder<ReviewRow> builder)
    {
        builder.ToTable("review_items");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.SenderId).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.DecidedBy).HasMaxLength(UserId.MaxLength);
        builder.Property(row => row.Payload).HasColumnType("json");
        builder.HasIndex(row => new { row.ConversationId, row.SenderId, row.ClientId }).IsUnique();
        builder.HasIndex(row => new { row.State, row.Id });
        builder.HasIndex(row => new { row.SenderId, row.State });
        builder.HasIndex(row => row.Id).HasFilter("state = 2 and sequence is null").HasDatabaseName("ix_review_items_unfinished");
        builder.HasOne<ConversationRow>().WithMany().HasForeignKey(row => row.ConversationId);
    }
}
