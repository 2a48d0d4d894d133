using ChatApp.Data.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Retention;

internal sealed class RetentionProgressRowConfiguration : IEntityTypeConfiguration<RetentionProgressRow>
{
    public void Configure(EntityTypeBuilder<RetentionProgressRow> builder)
    {
        builder.ToTable("retention_progress");
        builder.HasKey(row => row.ConversationId);
        builder.Property(row => row.ConversationId).ValueGeneratedNever();
        builder.HasOne<ConversationRow>().WithOne().HasForeignKey<RetentionProgressRow>(row => row.ConversationId).OnDelete(DeleteBehavior.Cascade);
    }
}
