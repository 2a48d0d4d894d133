using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Conversations;

internal sealed class ConversationRowConfiguration : IEntityTypeConfiguration<ConversationRow>
{
    public void Configure(EntityTypeBuilder<ConversationRow> builder)
    {
        builder.ToTable("conversations");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => new { row.Type, row.Target, row.Line }).IsUnique();
        builder.Property(row => row.Target).HasMaxLength(129);
        builder.Property(row => row.LastChange).HasDefaultValue(0L);
        builder.Property(row => row.MentionRule).HasDefaultValue((short)0);
        builder.Property(row => row.PinRule).HasDefaultValue((short)0);
    }
}
