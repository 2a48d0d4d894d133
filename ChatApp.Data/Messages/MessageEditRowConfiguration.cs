using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Messages;

internal sealed class MessageEditRowConfiguration : IEntityTypeConfiguration<MessageEditRow>
{
    public void Configure(EntityTypeBuilder<MessageEditRow> builder)
    {
        builder.ToTable("message_edits");
        builder.HasKey(row => new { row.ConversationId, row.Sequence, row.Version });
    }
}
