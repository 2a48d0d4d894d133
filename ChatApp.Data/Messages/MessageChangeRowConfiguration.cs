using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Messages;

internal sealed class MessageChangeRowConfiguration : IEntityTypeConfiguration<MessageChangeRow>
{
    public void Configure(EntityTypeBuilder<MessageChangeRow> builder)
    {
        builder.ToTable("message_changes");
        builder.HasKey(row => new { row.ConversationId, row.Sequence, row.Kind });
        builder.HasIndex(row => new { row.ConversationId, row.Change }).IsUnique();
    }
}
