using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatApp.Data.Messages;

internal sealed class MessagePinRowConfiguration : IEntityTypeConfiguration<MessagePinRow>
{
    public void Configure(EntityTypeBuilder<MessagePinRow> builder)
    {
        builder.ToTable("message_pins");
        builder.HasKey(row => new { row.ConversationId, row.Sequence });
        builder.Property(row => row.PinnedBy).HasMaxLength(64);
    }
}
