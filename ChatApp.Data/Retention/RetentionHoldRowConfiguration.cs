using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Retention;

internal sealed class RetentionHoldRowConfiguration : IEntityTypeConfiguration<RetentionHoldRow>
{
    public void Configure(EntityTypeBuilder<RetentionHoldRow> builder)
    {
        builder.ToTable("retention_holds");
        builder.HasKey(row => new { row.ConversationId, row.Sequence });
    }
}
